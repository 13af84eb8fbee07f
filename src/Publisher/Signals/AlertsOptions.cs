using System.ComponentModel.DataAnnotations;
using Publisher.Mail;
using Publisher.Settings;

namespace Publisher.Signals;

/// <summary>Section <c>alerts</c>: whom the program tells what only the operator can mend.</summary>
internal sealed record AlertsOptions : IValidatableObject
{
    /// <summary>The operator's mail address; null for no mails.</summary>
    public string? To { get; init; }

    /// <summary>An address that a JSON document is posted to; null for none. Who knows such an address can often write to it, so it is a secret.</summary>
    [Secret]
    public string? Webhook { get; init; }

    /// <summary>Whether anybody is to be told.</summary>
    public bool AreWanted() => To is not null || Webhook is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (To is not null && !EmailAddress.TryParse(To, out _))
            yield return new($"'{To}' is no mail address; write it as jane@example.com", [nameof(To)]);
        if (Webhook is not null && !(Uri.TryCreate(Webhook, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return new("it is no address to post to; write it as https://hooks.example.com/…", [nameof(Webhook)]);
    }
}
