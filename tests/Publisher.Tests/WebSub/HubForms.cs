using Publisher.Tests.Support;

namespace Publisher.Tests.WebSub;

internal static class HubForms
{
    /// <summary>The fields of a good request, some of them in another way.</summary>
    public static (string Name, string Value)[] Subscribe(LoopbackServer reader, string topic, params (string Name, string Value)[] changed)
    {
        var fields = new Dictionary<string, string> { ["hub.mode"] = "subscribe", ["hub.callback"] = reader.Url.AbsoluteUri, ["hub.topic"] = topic };
        foreach (var (name, value) in changed)
            fields[name] = value;
        return [.. fields.Select(field => (field.Key, field.Value))];
    }
}
