using System.Net.Mime;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Publisher.WebSub;

/// <summary>The form that is sent to the hub, within bounds. Anybody may send anything.</summary>
internal static class HubForm
{
    private const int MostBytes = 8 * 1024;
    private static readonly FormOptions Bounds = new() { ValueCountLimit = 50, KeyLengthLimit = 64, ValueLengthLimit = MostBytes, BufferBodyLengthLimit = MostBytes };

    /// <returns>The form, or why it cannot be read.</returns>
    public static async Task<(IFormCollection? Form, Refusal? Refusal)> ReadAsync(HttpContext context)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals(MediaTypeNames.Application.FormUrlEncoded, StringComparison.OrdinalIgnoreCase))
            return (null, new(StatusCodes.Status415UnsupportedMediaType, "the hub takes forms alone; send application/x-www-form-urlencoded"));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MostBytes;
        try
        {
            return (await context.Request.ReadFormAsync(Bounds, context.RequestAborted), null);
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, new(fault.StatusCode, "the form is too large; send 8 KiB at most"));
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            return (null, new(StatusCodes.Status400BadRequest, "the form cannot be read; send the fields of WebSub alone"));
        }
    }
}
