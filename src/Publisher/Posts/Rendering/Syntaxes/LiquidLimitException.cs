namespace Publisher.Posts.Rendering.Syntaxes;

/// <summary>A template does more than it may.</summary>
internal sealed class LiquidLimitException(string message) : Exception(message);
