using System.Text;

namespace Publisher.Tests.Support;

/// <summary>What a client logs in with: PLAIN (RFC 4616) or LOGIN.</summary>
internal static class SmtpLogin
{
    public static async Task<(string User, string Password)> ReadAsync(SmtpWire wire, string[] words)
    {
        if (words[1].Equals("PLAIN", StringComparison.OrdinalIgnoreCase))
            return Decode(words.Length > 2 ? words[2] : await AskAsync(wire, "")).Split('\0') is [_, var user, var password] ? (user, password) : ("", "");
        var name = words.Length > 2 ? words[2] : await AskAsync(wire, "Username:");
        return (Decode(name), Decode(await AskAsync(wire, "Password:")));
    }

    private static async Task<string> AskAsync(SmtpWire wire, string challenge)
    {
        await wire.WriteAsync($"334 {Convert.ToBase64String(Encoding.ASCII.GetBytes(challenge))}");
        return Encoding.ASCII.GetString(await wire.ReadLineAsync() ?? []);
    }

    private static string Decode(string blob) => Encoding.UTF8.GetString(Convert.FromBase64String(blob));
}
