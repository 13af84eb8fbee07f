namespace Publisher.Settings;

/// <summary>Marks a setting whose value is never printed.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
