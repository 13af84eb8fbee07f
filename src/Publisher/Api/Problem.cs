using System.Text.Json.Serialization;
using Publisher.Api.Forms;

namespace Publisher.Api;

/// <summary>A kind of problem that an answer can be (RFC 9457): its name ends the address that is its type.</summary>
internal sealed record ProblemKind(string Name, int Status, string Title)
{
    public static readonly ProblemKind Malformed = new("malformed", 400, "The request cannot be read");
    public static readonly ProblemKind Invalid = new("invalid", 400, "The request does not have its form");
    public static readonly ProblemKind NoToken = new("no-token", 401, "A token is wanted");
    public static readonly ProblemKind BadToken = new("bad-token", 401, "The token opens nothing");
    public static readonly ProblemKind NoScope = new("no-scope", 403, "The token may not do this");
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is no such thing");
    public static readonly ProblemKind NotAllowed = new("not-allowed", 405, "This cannot be done here");
    public static readonly ProblemKind InTheWorks = new("in-the-works", 409, "The same request is being answered");
    public static readonly ProblemKind Conflict = new("conflict", 409, "Its state does not allow this");
    public static readonly ProblemKind TooLarge = new("too-large", 413, "The request is too large");
    public static readonly ProblemKind NotJson = new("not-json", 415, "JSON is wanted");
    public static readonly ProblemKind KeyReused = new("key-reused", 422, "The Idempotency-Key belongs to another request");
    public static readonly ProblemKind TooMany = new("too-many", 429, "Too many requests");
    public static readonly ProblemKind Failed = new("failed", 500, "Something went wrong here");

    public static IReadOnlyList<ProblemKind> All { get; } =
        [Malformed, Invalid, NoToken, BadToken, NoScope, NotFound, NotAllowed, InTheWorks, Conflict, TooLarge, NotJson, KeyReused, TooMany, Failed];

    public ApiAnswer Says(string detail, params IReadOnlyList<Fault> errors) => ApiAnswer.Of(this, detail, errors);
}

/// <summary>A problem as it is sent: <c>application/problem+json</c>.</summary>
/// <param name="Errors">What is wrong, one by one; null where there is but the one thing.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemError>? Errors);

internal sealed record ProblemError(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pointer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Parameter,
    string Detail);
