namespace Publisher.Settings;

/// <summary>Collects the problems of one reading, so that they are reported together.</summary>
internal sealed class Problems
{
    private const int LongestKey = 80;

    private readonly List<(Origin? Origin, SettingsProblem Problem)> found = [];

    public void Add(Origin? origin, string key, string message) =>
        found.Add((origin, new(origin?.ToString(), Clip(OneLine(key), LongestKey), OneLine(message))));

    public bool Concern(string key) => found.Exists(entry => entry.Problem.Key == key);

    /// <summary>Throws what was found: the file's by line, then the rest in the order of the sources.</summary>
    public void ThrowIfAny()
    {
        if (found.Count > 0)
            throw new SettingsException([.. found.OrderBy(entry => entry.Origin?.Line ?? int.MaxValue).Select(entry => entry.Problem)]);
    }

    public static string Clip(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "…");

    // A key or a value may hold anything, a terminal's control codes among it.
    private static string OneLine(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
