using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Publisher.Tests.Support;

/// <summary>Lines that end in CRLF over a stream that may become TLS.</summary>
internal sealed class SmtpWire(Stream stream, CancellationToken cancellation) : IAsyncDisposable
{
    private const int MaxLine = 1 << 20;

    private readonly byte[] buffer = new byte[1 << 16];
    private Stream stream = stream;
    private int start;
    private int end;

    public bool IsSecure => stream is SslStream;

    /// <summary>Null when the client has left.</summary>
    public async Task<byte[]?> ReadLineAsync()
    {
        var line = new List<byte>();
        while (line.Count < MaxLine)
        {
            if (start == end && !await FillAsync())
                return null;
            var found = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var length = found < 0 ? end - start : found + 1;
            line.AddRange(buffer.AsSpan(start, length));
            start += length;
            if (line is [.., (byte)'\r', (byte)'\n'])
                return [.. line[..^2]];
        }

        throw new IOException("a line without an end");
    }

    public async Task WriteAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n"), cancellation);

    public async Task WriteRawAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);

    public async Task SecureAsync(X509Certificate2 certificate)
    {
        if (start < end)
            throw new IOException("the client spoke before TLS");
        var tls = new SslStream(stream);
        stream = tls;
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellation);
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>A certificate for the loopback that no authority has signed.</summary>
    public static X509Certificate2 SelfMadeCertificate() => SelfMadeCertificate("localhost", new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static X509Certificate2 SelfMadeCertificate(string name, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), until);
        // Some platforms do TLS only with a key that was imported.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task<bool> FillAsync()
    {
        start = 0;
        end = await stream.ReadAsync(buffer, cancellation);
        return end > 0;
    }
}
