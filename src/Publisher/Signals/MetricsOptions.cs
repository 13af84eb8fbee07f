using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;

namespace Publisher.Signals;

/// <summary>How figures and traces travel to a collector (OTLP).</summary>
internal enum OtlpForm
{
    Grpc,

    /// <summary>Protobuf over HTTP; the endpoint is then the collector's root, such as <c>http://localhost:4318</c>.</summary>
    Http,
}

/// <summary>Section <c>metrics</c>: who may read the program's figures, and where they are sent.</summary>
internal sealed record MetricsOptions : IValidatableObject
{
    /// <summary>Whether there is a page <c>/metrics</c>.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Who may read <c>/metrics</c> beside this machine: addresses, or networks such as <c>10.0.0.0/8</c>.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>The collector that figures and traces are sent to; null for none.</summary>
    public Uri? Otlp { get; init; }

    public OtlpForm OtlpForm { get; init; } = OtlpForm.Grpc;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (index, text) in Allow.Index())
        {
            if (!IPNetwork.TryParse(text, out _) && !IPAddress.TryParse(text, out _))
                yield return new($"'{text}' is no address and no network; write it as 192.0.2.1 or 10.0.0.0/8", [string.Create(CultureInfo.InvariantCulture, $"{nameof(Allow)}[{index}]")]);
        }

        if (Otlp is { } otlp && (!otlp.IsAbsoluteUri || otlp.Scheme is not ("http" or "https")))
            yield return new($"'{otlp}' is no address of a collector; write it as http://localhost:4317", [nameof(Otlp)]);
    }
}
