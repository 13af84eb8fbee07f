// What the web server can do at its best: one file from memory, plain or as gzip, or 304 where a tag was sent. Measures nothing itself: serving.sh does.
var (url, file) = (args[0], args[1]);
byte[] plain = File.ReadAllBytes(file);
byte[] gzip = File.ReadAllBytes(file + ".gz");

var builder = WebApplication.CreateEmptyBuilder(new());
builder.WebHost.UseKestrelCore().UseUrls(url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
var app = builder.Build();
app.Run(context =>
{
    var headers = context.Response.Headers;
    headers.ETag = "\"bare\"";
    if (context.Request.Headers.IfNoneMatch.Count > 0)
    {
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    bool packed = context.Request.Headers.AcceptEncoding.Count > 0;
    byte[] bytes = packed ? gzip : plain;
    headers.ContentType = "application/rss+xml; charset=utf-8";
    if (packed)
        headers.ContentEncoding = "gzip";
    context.Response.ContentLength = bytes.Length;
    return context.Response.Body.WriteAsync(bytes).AsTask();
});
app.Run();
