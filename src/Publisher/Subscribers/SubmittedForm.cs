using Microsoft.AspNetCore.Http.Features;

namespace Publisher.Subscribers;

/// <summary>A form as it came in, within bounds. Anybody may send anything.</summary>
/// <param name="Cadence">Null where the field holds no cadence; absent, the default.</param>
/// <param name="IsTrapped">Whether the field that people do not see was filled in.</param>
internal sealed record SubmittedForm(string Email, Cadence? Cadence, IReadOnlyList<string> Topics, bool IsTrapped)
{
    private static readonly FormOptions Bounds = new() { ValueCountLimit = 200, KeyLengthLimit = 64, ValueLengthLimit = 4096 };

    /// <exception cref="BadHttpRequestException">The body is no form, or too large.</exception>
    public static async Task<SubmittedForm> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            throw new BadHttpRequestException("a form is wanted here", StatusCodes.Status400BadRequest);
        var form = await ReadFormAsync(context);
        var topics = TopicNames.Clean(form["topics"].OfType<string>());
        return new(((string?)form["email"] ?? "").Trim(), Read((string?)form["cadence"]), topics, !string.IsNullOrEmpty(form["website"]));
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

    private static Cadence? Read(string? text) =>
        string.IsNullOrEmpty(text) ? Subscribers.Cadence.Instant
        : Enum.GetValues<Cadence>().Cast<Cadence?>().FirstOrDefault(cadence => SubscriberRows.Word(cadence!.Value) == text);
}
