using System.Globalization;

namespace Publisher.Settings;

/// <summary>What is in force after all sources: one value, or one list, a key.</summary>
internal sealed class FlatSettings
{
    private readonly Dictionary<string, Given> givens = [];

    /// <summary>Takes the sources weakest first; a later value replaces an earlier one, a list as a whole.</summary>
    public FlatSettings(IEnumerable<Given> weakestFirst)
    {
        foreach (var given in weakestFirst)
            givens[given.Key] = given;
    }

    public Given? Find(string key) => givens.GetValueOrDefault(key);

    /// <summary>Where each key came from, and each entry of a list as <c>web.urls[1]</c>.</summary>
    public IReadOnlyDictionary<string, Origin> Origins()
    {
        var origins = givens.Values.ToDictionary(given => given.Key, given => given.Origin, StringComparer.OrdinalIgnoreCase);
        foreach (var list in givens.Values.Where(given => given.Form == Form.List))
            foreach (var (index, item) in list.Items.Index())
                origins[string.Create(CultureInfo.InvariantCulture, $"{list.Key}[{index}]")] = item.Origin;
        return origins;
    }

    public IConfiguration ToConfiguration() =>
        new ConfigurationBuilder().AddInMemoryCollection(givens.Values.SelectMany(Pairs)).Build();

    private static IEnumerable<KeyValuePair<string, string?>> Pairs(Given given)
    {
        var key = given.Key.Replace('.', ':');
        return given.Items.Select((item, index) =>
            KeyValuePair.Create(given.Form == Form.List ? string.Create(CultureInfo.InvariantCulture, $"{key}:{index}") : key, (string?)item.Text));
    }
}
