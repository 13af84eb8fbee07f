using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Publisher.Api.Forms;

namespace Publisher.Api;

/// <summary>What is answered, before it is sent: so that it can be kept and given again.</summary>
/// <param name="Location">Of what was made, below <c>/api/v1</c>.</param>
internal sealed record ApiAnswer(int Status, byte[] Body, string? Location = null)
{
    /// <summary>Seconds after which asking again makes sense.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Where the next page is, below the site: a parameter <c>cursor</c> for the same address.</summary>
    public string? Next { get; init; }

    /// <summary>The reader whom the body names: what is kept of it goes with them.</summary>
    public long? Reader { get; init; }

    /// <summary>Whether it was given before.</summary>
    public bool IsRepeated { get; init; }

    public bool IsProblem => Status >= StatusCodes.Status400BadRequest;

    public static ApiAnswer Of<T>(T thing, int status = StatusCodes.Status200OK, string? location = null) => new(status, Json(thing), location);

    public static ApiAnswer Of<T>(Page<T> page) => new(StatusCodes.Status200OK, Json(page)) { Next = page.Next };

    public static ApiAnswer Nothing { get; } = new(StatusCodes.Status204NoContent, []);

    /// <summary>Where the type of a problem begins in its body: a path, before which the address of the site is put when it is sent.</summary>
    public const int TypeAt = 9;

    public static ApiAnswer Of(ProblemKind kind, string detail, IReadOnlyList<Fault> errors) => new(kind.Status, Json(new Problem(
        $"/api/v1/problems/{kind.Name}",
        kind.Title,
        kind.Status,
        detail,
        errors.Count == 0 ? null : [.. errors.Select(error => new ProblemError(error.Pointer, error.Parameter, error.Detail))])));

    private static byte[] Json<T>(T thing) => JsonSerializer.SerializeToUtf8Bytes(thing, (JsonTypeInfo<T>)ApiJson.Form.GetTypeInfo(typeof(T))!);
}

/// <param name="Next">For the parameter <c>cursor</c>; null on the last page.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
