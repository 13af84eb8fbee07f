using Microsoft.AspNetCore.Http.Features;

namespace Publisher.Subscribers;

/// <summary>A form as it came in, within bounds. Anybody may send anything. Null is a field that was not sent.</summary>
/// <param name="Cadence">Null where the field holds no cadence; absent, the default.</param>
/// <param name="IsTrapped">Whether the field that people do not see was filled in.</param>
/// <param name="Stamp">When a form of ours was shown, signed.</param>
/// <param name="Choice">Which of two buttons was pressed.</param>
internal sealed record SubmittedForm(
    string Email,
    Cadence? Cadence,
    IReadOnlyList<string> Topics,
    bool IsTrapped,
    string Stamp,
    string? Language,
    string? TimeZone,
    string? Format,
    string? PauseUntil,
    string? Choice)
{
    private static readonly FormOptions Bounds = new() { ValueCountLimit = 200, KeyLengthLimit = 64, ValueLengthLimit = 4096 };

    /// <param name="cadence">What a form without that field means.</param>
    /// <exception cref="BadHttpRequestException">The body is no form, or too large.</exception>
    public static async Task<SubmittedForm> ReadAsync(HttpContext context, Cadence cadence = Subscribers.Cadence.Instant)
    {
        if (!context.Request.HasFormContentType)
            throw new BadHttpRequestException("a form is wanted here", StatusCodes.Status400BadRequest);
        var form = await ReadFormAsync(context);
        string? Field(string name) => form.TryGetValue(name, out var values) && values.Count > 0 ? ((string?)values[0] ?? "").Trim() : null;
        return new(
            Field("email") ?? "",
            Read(Field("cadence"), cadence),
            TopicNames.Clean(form["topics"].OfType<string>()),
            !string.IsNullOrEmpty(form["website"]),
            Field("token") ?? "",
            Field("language"),
            Field("timeZone"),
            Field("format"),
            Field("pauseUntil"),
            Field("choice"));
    }

    // The reader says "bad data" of what is torn, misshapen or beyond its bounds; that the body is too large, it says otherwise.
    private static async Task<IFormCollection> ReadFormAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFormAsync(Bounds, context.RequestAborted);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("the form cannot be read", StatusCodes.Status400BadRequest, fault);
        }
    }

    private static Cadence? Read(string? text, Cadence absent) =>
        string.IsNullOrEmpty(text) ? absent
        : Enum.GetValues<Cadence>().Cast<Cadence?>().FirstOrDefault(cadence => SubscriberRows.Word(cadence!.Value) == text);
}
