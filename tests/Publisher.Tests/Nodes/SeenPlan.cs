using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Publisher.Tests.Nodes;

/// <summary>What one statement cost, as PostgreSQL told it (explain with analyze and buffers).</summary>
/// <param name="Act">What the program did with it.</param>
/// <param name="Given">Rows that it gave, or changed.</param>
/// <param name="Read">Rows of tables that it looked at, those that it threw away among them.</param>
/// <param name="Buffers">Pages of 8 KiB.</param>
/// <param name="Head">How it went about it: each table and the way to its rows.</param>
internal sealed partial record SeenPlan(string Act, string Sql, long Given, long Read, long Buffers, string Head)
{
    // Of tables that hold a handful it may look at all.
    private const int Handful = 10;

    public bool IsThrifty => Read <= 10 * Math.Max(Given, Handful);

    /// <summary>Null where it is no plan.</summary>
    public static SeenPlan? Of(string act, string notice)
    {
        var at = notice.IndexOf("plan:", StringComparison.Ordinal);
        if (at < 0)
            return null;
        using var json = JsonDocument.Parse(notice[(at + "plan:".Length)..]);
        var root = json.RootElement.GetProperty("Plan");
        var nodes = Nodes(root).ToList();
        var scans = nodes.Where(node => node.TryGetProperty("Relation Name", out _) && Word(node, "Node Type") != "ModifyTable").ToList();
        return new(
            act,
            Blanks().Replace(json.RootElement.GetProperty("Query Text").GetString()!, " ").Trim(),
            Math.Max(Rows(root), nodes.Where(node => Word(node, "Node Type") == "ModifyTable").Sum(node => Number(node, "Actual Rows") > 0 ? Rows(node) : Children(node).Sum(Rows))),
            scans.Sum(node => Rows(node) + ((Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck")) * Number(node, "Actual Loops"))),
            Number(root, "Shared Hit Blocks") + Number(root, "Shared Read Blocks"),
            string.Join(", ", scans.Select(node => $"{Word(node, "Relation Name")}: {Word(node, "Node Type")}{(node.TryGetProperty("Index Name", out var index) ? $" {index.GetString()}" : "")}").Distinct()));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"| {Act} | {Sql[..Math.Min(Sql.Length, 90)].Replace('|', '!')} | {Given:N0} | {Read:N0} | {Buffers:N0} | {Head} |");

    private static IEnumerable<JsonElement> Nodes(JsonElement node) => Children(node).SelectMany(Nodes).Prepend(node);

    private static IEnumerable<JsonElement> Children(JsonElement node) => node.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray() : [];

    private static long Rows(JsonElement node) => Number(node, "Actual Rows") * Number(node, "Actual Loops");

    private static long Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? (long)value.GetDouble() : 0;

    private static string Word(JsonElement node, string name) => node.GetProperty(name).GetString()!;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
