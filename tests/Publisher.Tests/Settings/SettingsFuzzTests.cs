using System.Text;
using CsCheck;
using Publisher.Settings;

namespace Publisher.Tests.Settings;

public sealed class SettingsFuzzTests
{
    private const string Valid = """
        site: { title: "A", timeZone: Asia/Tokyo, url: http://example.com }
        mail:
          transport: smtp
          from: 'a@example.com' # a comment
          smtp:
            host: localhost
            port: 25
        web:
          urls:
            - http://localhost:8080
        newsletter:
          hold: 00:00:10
          schedules:
            instant: |
              0/10 * * * * ?
        """;

    private static readonly string[] Shards = ["\t", "\n", "  ", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "!!x ", "? ", "|", ">", "'", "\"", "#", "%YAML 9\n", "---\n", "...\n", "<<: ", "\0", "\uFFFD", "\u0085", "null", "@", "`", ","];

    private static readonly string[] Keys = [.. SettingsSchema.Current.Settings.Select(setting => setting.Key)];

    private static readonly Gen<string> Broken =
        Gen.Select(Gen.Int[0, Valid.Length], Gen.Int[0, 12], Gen.OneOf(Shards))
            .Array[1, 6]
            .Select(cuts => cuts.Aggregate(Valid, (text, cut) => Replace(text, cut.Item1, cut.Item2, cut.Item3)));

    [Fact]
    public void The_text_that_is_mutated_is_valid() => Assert.Equal(25, Load(Encoding.UTF8.GetBytes(Valid))!.Settings.Mail.Smtp.Port);

    [Fact]
    public void Broken_YAML_is_a_problem_and_never_a_crash() =>
        Broken.Sample(text => { Load(Encoding.UTF8.GetBytes(text)); }, iter: 1_000, threads: 1);

    [Theory]
    [InlineData(127)]
    [InlineData(255)]
    public void Random_bytes_are_a_problem_and_never_a_crash(byte highest) =>
        Gen.Byte[0, highest].Array[0, 200].Sample(bytes => { Load(bytes); }, iter: 1_000, threads: 1);

    [Fact]
    public void Random_text_for_any_key_is_a_problem_and_never_a_crash() =>
        Gen.Select(Gen.OneOf(Keys), Gen.String)
            .Sample((key, text) => { Load([], $"{key}={text}", text); }, iter: 1_000, threads: 1);

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("{a: ")]
    public void Deep_nesting_is_a_problem_and_never_a_crash(string bracket) =>
        Assert.Null(Load(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(bracket, 20_000)))));

    private static LoadedSettings? Load(byte[] yaml, params string[] overrides)
    {
        using var folder = new SettingsFolder();
        folder.Overrides.AddRange(overrides);
        try
        {
            return folder.Read(yaml);
        }
        catch (SettingsException)
        {
            return null;
        }
    }

    private static string Replace(string text, int start, int length, string shard)
    {
        var from = Math.Min(start, text.Length);
        return string.Concat(text.AsSpan(0, from), shard, text.AsSpan(Math.Min(from + length, text.Length)));
    }
}
