using System.Text;
using CsCheck;
using Publisher.Subscribers.Transfer;

namespace Publisher.Tests.Subscribers;

/// <summary>Lists of any bytes: all good lines are in, or none, and each other line is told of.</summary>
public sealed class AnyListTests
{
    private static readonly Gen<string> Topic = Gen.String[Gen.Char["a;\\'=+-@, \"é日"], 1, 8].Select(text => text.Trim()).Where(text => text.Length > 0);

    private static readonly Gen<string> Piece = Gen.Frequency(
        (8, Gen.Int[0, 30].Select(i => $"r{i}@example.com")),
        (4, OneOf(",", ";", "\t", "\n", "\r\n", "\r", "\"", "\"\"")),
        (2, OneOf("confirmed", "unsubscribed", "bounced", "weekly", "hourly", "News;Mail", "2024-01-02", "'=cmd", "\0", "\uFEFF", "日本", "")),
        (1, Gen.String[0, 12]));

    private static readonly Gen<byte[]> Bytes = Gen.Frequency(
        (6, Gen.Select(OneOf("email,status,topics\n", "email;cadence;status\r\n", "email\n", "Email Address,MEMBER_RATING,UNSUB_TIME\n"), Piece.Array[0, 60], (head, pieces) => Encoding.UTF8.GetBytes(head + string.Concat(pieces)))),
        (2, Gen.Select(Piece.Array[0, 60], OneOf(Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode), (pieces, encoding) => (byte[])[.. encoding.Preamble, .. encoding.GetBytes("email,status\n" + string.Concat(pieces))])),
        (2, Gen.Select(OneOf(Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode), OneOf("", "email", "email,status\n"), Gen.OneOf(Gen.Byte, OneOf<byte>(0, 0xD8, 0xFF)).Array[0, 60], (encoding, head, bytes) => (byte[])[.. encoding.Preamble, .. encoding.GetBytes(head), .. bytes])),
        (2, Gen.OneOf(Gen.Byte, OneOf<byte>(0, (byte)'a', (byte)'\n')).Array[0, 300]));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    [Fact]
    public async Task Any_list_is_taken_whole_or_not_at_all()
    {
        await using var lists = await Lists.OpenAsync();
        await Bytes.SampleAsync(
            async bytes =>
            {
                var before = await lists.PeopleAsync();
                try
                {
                    var report = await lists.ImportAsync(bytes, confirmed: bytes.Length % 2 == 0);
                    Assert.Equal(report.Left + report.Faults, lists.Left.Count);
                    Assert.Equal(report.Faults, lists.Left.Count(line => line.IsFault));
                    Assert.True(lists.Left.Zip(lists.Left.Skip(1)).All(pair => pair.First.Line < pair.Second.Line));
                    Assert.InRange((await lists.PeopleAsync()).Length - before.Length, 0, report.Confirmed + report.Unconfirmed + report.Refusals);
                }
                catch (ListException fault)
                {
                    Assert.InRange(fault.Line, 1, bytes.Length + 1);
                    Assert.Equal(before, await lists.PeopleAsync());
                }

                await lists.QueryAsync("delete from subscribers where id % 3 = 0 returning id");
            },
            iter: 1000,
            threads: 1);
    }

    [Fact]
    public void A_field_is_harmless_to_a_spreadsheet_and_comes_back_as_it_was() => Gen.String[Gen.Char["'=+-@\ta"], 0, 6].Sample(field =>
    {
        var harmless = Fields.Harmless(field);
        Assert.False(harmless is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]);
        Assert.Equal(field, Fields.Plain(harmless));
    });

    [Fact]
    public void Topics_come_back_as_they_were() => Topic.Array[0, 5].Sample(topics => Assert.Equal(topics, Fields.Topics(Fields.Of(topics))));
}
