using System.Data.Common;
using Publisher.Storage;

namespace Publisher.Subscribers;

/// <summary>How a subscriber stands in the database.</summary>
internal static class SubscriberRows
{
    public const string Columns = "id, email, status, cadence, topics, language, caught_up_to, requested_at, format, time_zone, paused_until, chose_language";

    /// <summary>How many they are: where further columns of a query begin.</summary>
    public const int Count = 12;

    /// <summary>The number of the next subscriber. The links in old mails hold numbers, so that of who was erased goes to nobody else.</summary>
    public const string NextId =
        $"(select max(id) + 1 from (select coalesce(max(id), 0) as id from subscribers union all select cast(value as bigint) from kept_values where name = '{HighestErased}') as numbers)";

    public const string HighestErased = "subscribers.highest-erased";

    public static Subscriber Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        Value<SubscriberStatus>(row.GetString(2)),
        Value<Cadence>(row.GetString(3)),
        Topics(row.GetString(4)),
        row.GetString(5),
        row.GetInt64(6),
        row.Instant(7))
    {
        Format = Value<MailFormat>(row.GetString(8)),
        TimeZone = row.Text(9),
        PausedUntil = row.IsDBNull(10) ? null : row.Instant(10),
        HasChosenLanguage = row.GetInt64(11) != 0,
    };

    /// <summary>The word for a value of an enumeration: lower case, the same in the database, in JSON and in the log.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static T Value<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);

    /// <summary>Topics are kept one a line.</summary>
    public static string Text(IEnumerable<string> topics) => string.Join('\n', topics);

    public static IReadOnlyList<string> Topics(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
