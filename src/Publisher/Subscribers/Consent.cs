using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>What is kept of a reader's consent; when it was given stands with the reader.</summary>
/// <param name="By">By what the reader agreed last: <c>link</c> in a mail, <c>preferences</c>, <c>operator</c>, <c>import</c> and the file's name.</param>
/// <param name="Form">Where it was asked for: <c>page</c>, <c>embedded</c> and the site's origin, <c>form</c> where nothing is known; null where no form was.</param>
/// <param name="Text">The version of the sentence that was agreed to, as <see cref="ConsentText.Version"/>.</param>
/// <param name="Network">Where it was asked from, without the last part; null unless the settings say so.</param>
internal sealed record Consent(string? By, string? Form, string? Text, string? Network)
{
    public const string Columns = "consent, consent_form, consent_text, consent_network";

    public static Consent Read(DbDataReader row, int first) => new(row.Text(first), row.Text(first + 1), row.Text(first + 2), row.Text(first + 3));
}

/// <summary>A sentence that readers agree to by a button.</summary>
internal sealed record ConsentText(string Language, string Text)
{
    /// <summary>The language, and the beginning of the sentence's SHA-256.</summary>
    public string Version { get; } = $"{Language}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)).AsSpan(0, 8))}";

    /// <summary>Keeps the sentence, so that its version can be read in years to come.</summary>
    public Task KeepAsync(DbTransaction transaction, DateTimeOffset now, CancellationToken cancellation) => transaction.ExecuteAsync(
        "insert into consent_texts (version, language, text, first_used_at) values (@version, @language, @text, @now) on conflict (version) do nothing",
        cancellation,
        ("version", Version),
        ("language", Language),
        ("text", Text),
        ("now", now.ToUnixTimeMilliseconds()));
}
