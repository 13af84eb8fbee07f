using System.ComponentModel.DataAnnotations;

namespace Publisher.Posts;

/// <summary>Section <c>site</c>: who publishes. What is absent is taken from the blog's own site file, then from a default.</summary>
internal sealed record SiteOptions : IValidatableObject
{
    public string? Title { get; init; }

    /// <summary>The public address of the site, absolute, http or https.</summary>
    public Uri? Url { get; init; }

    public string? Description { get; init; }

    /// <summary>A BCP 47 tag such as <c>en</c> or <c>ja</c>.</summary>
    [RegularExpression("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", ErrorMessage = "is no language tag; give one such as en, ja or pt-BR")]
    public string? Language { get; init; }

    /// <summary>An IANA zone such as <c>Asia/Tokyo</c>; dates without a zone and schedules are read in it.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    public string? Author { get; init; }

    public string? Copyright { get; init; }

    /// <summary>A square picture of the site: an address, or a path below the site's own.</summary>
    public string? Icon { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is { } url && (url.OriginalString.Contains('?', StringComparison.Ordinal) || url.OriginalString.Contains('#', StringComparison.Ordinal)))
            yield return new("the site's address has a query or a fragment; take away all from '?' or '#' on", [nameof(Url)]);
    }
}
