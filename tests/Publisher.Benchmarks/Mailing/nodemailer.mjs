// nodemailer.mjs PORT COUNT CONNECTIONS: mails of 20 KB, each its reader's own, through one pooled transport without a ledger.
// Prints the mails a second. Nodemailer is looked for in node_modules of the working directory.
import { createRequire } from "node:module";
const nodemailer = createRequire(process.cwd() + "/x.js")("nodemailer");
const [port, count, connections] = process.argv.slice(2).map(Number);
const link = i => `https://blog.example/unsubscribe/${i.toString(16).padStart(34, "0")}`;
const fill = (size, piece) => piece.repeat(Math.ceil(size / Buffer.byteLength(piece)));
const html = fill(9500, '<p>Careful words about durable queues and <a href="https://blog.example/posts/durable/">delivery</a>. 配信サーバーの設定を見直した。</p>\r\n');
const text = fill(4700, "Careful words about durable queues and delivery. 配信サーバーの設定を見直した。\r\n");
const transport = nodemailer.createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true, pool: true, maxConnections: connections, maxMessages: Infinity, name: "blog.example" });
let next = 0;
const begun = performance.now();
async function work() {
  for (let i; (i = next++) < count; ) {
    await transport.sendMail({ from: "Blog <news@blog.example>", to: `reader${i}@example.net`, subject: "A post about 配信", messageId: `<${i}@blog.example>`,
      headers: { "List-Unsubscribe": `<${link(i)}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
      text: `${text}${link(i)}\r\n`, html: `${html}<p><a href="${link(i)}">Unsubscribe</a></p>\r\n` });
  }
}
await Promise.all(Array.from({ length: connections * 2 }, work)); // two in hand for each connection keep the pool busy
console.log((count / ((performance.now() - begun) / 1000)).toFixed(1));
transport.close();
