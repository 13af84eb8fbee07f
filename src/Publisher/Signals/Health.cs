using System.Text.Json.Serialization;

namespace Publisher.Signals;

/// <summary>What the health endpoints answer.</summary>
internal sealed record Health(string Status, IReadOnlyList<string>? Problems = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Health))]
internal sealed partial class HealthJson : JsonSerializerContext;
