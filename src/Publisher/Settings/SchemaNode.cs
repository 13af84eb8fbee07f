using System.Reflection;
using System.Text.Json;

namespace Publisher.Settings;

/// <summary>A key of the schema, <c>mail.smtp.port</c>, with the property that holds it (null for the root).</summary>
internal abstract record SchemaNode(string Key, PropertyInfo? Property)
{
    public string Name => Key[(Key.LastIndexOf('.') + 1)..];

    public static string Join(string prefix, string member)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(member);
        return prefix.Length == 0 ? name : $"{prefix}.{name}";
    }
}

/// <summary>A record of options.</summary>
internal sealed record Section : SchemaNode
{
    public Section(string key, PropertyInfo? property, Type type)
        : base(key, property)
    {
        Type = type;
        Children = [.. type.GetProperties().Select(child => NodeOf(Join(key, child.Name), child))];
    }

    public Type Type { get; }

    public IReadOnlyList<SchemaNode> Children { get; }

    private static SchemaNode NodeOf(string key, PropertyInfo property)
    {
        var setting = new Setting(key, property);
        if (ValueReader.Knows(setting.Type))
            return setting;
        return property.PropertyType.GetConstructor(Type.EmptyTypes) is not null
            ? new Section(key, property, property.PropertyType)
            : throw new NotSupportedException($"{key} is a {property.PropertyType}, which settings cannot hold");
    }
}

/// <summary>A single value, or a list of them.</summary>
internal sealed record Setting : SchemaNode
{
    public Setting(string key, PropertyInfo property)
        : base(key, property)
    {
        var type = property.PropertyType;
        IsList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        Type = IsList ? type.GetGenericArguments()[0] : Nullable.GetUnderlyingType(type) ?? type;
        IsSecret = property.IsDefined(typeof(SecretAttribute));
    }

    /// <summary>The type of the value, or of one entry of the list.</summary>
    public Type Type { get; }

    public bool IsList { get; }

    public bool IsSecret { get; }
}
