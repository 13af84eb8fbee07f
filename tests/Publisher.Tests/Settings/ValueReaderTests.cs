using System.ComponentModel.DataAnnotations;
using Publisher.Mail;
using Publisher.Settings;

namespace Publisher.Tests.Settings;

public sealed class ValueReaderTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("Yes", true)]
    [InlineData("on", true)]
    [InlineData("FALSE", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    public void A_bool_has_three_words_for_each_side(string text, bool value) =>
        Assert.Equal(value, ValueReader.Read(typeof(bool), text).Value);

    [Theory]
    [InlineData(typeof(bool), "1")]
    [InlineData(typeof(int), "1.5")]
    [InlineData(typeof(int), "")]
    [InlineData(typeof(double), "NaN")]
    [InlineData(typeof(double), "1,5")]
    [InlineData(typeof(TimeSpan), "00:30")]
    [InlineData(typeof(TimeSpan), "-00:00:30")]
    [InlineData(typeof(TimeSpan), "00:60:00")]
    [InlineData(typeof(TimeSpan), "99999999999.00:00:00")]
    [InlineData(typeof(Uri), "/path")]
    [InlineData(typeof(Uri), "mailto:a@example.com")]
    [InlineData(typeof(TimeZoneInfo), "../../etc/passwd")]
    [InlineData(typeof(TimeZoneInfo), "Europe")]
    [InlineData(typeof(TimeZoneInfo), "")]
    [InlineData(typeof(TimeZoneInfo), "a\0b")]
    [InlineData(typeof(SmtpSecurity), "0")]
    [InlineData(typeof(SmtpSecurity), "none, tls")]
    [InlineData(typeof(ByteSize), "-1")]
    public void A_text_of_the_wrong_kind_is_refused_with_advice(Type type, string text)
    {
        var reading = ValueReader.Read(type, text);
        Assert.Null(reading.Value);
        Assert.Matches("; (give|write|did)", reading.Fault);
    }

    [Fact]
    public void Each_kind_of_value_is_read()
    {
        Assert.Equal(-5, ValueReader.Read(typeof(int), "-5").Value);
        Assert.Equal(0.5, ValueReader.Read(typeof(double), "0.5").Value);
        Assert.Equal(SmtpSecurity.StartTls, ValueReader.Read(typeof(SmtpSecurity), "starttls").Value);
        Assert.Equal(new TimeSpan(2, 3, 4, 5, 600), ValueReader.Read(typeof(TimeSpan), "2.03:04:05.6").Value);
        Assert.Equal("Asia/Tokyo", ((TimeZoneInfo)ValueReader.Read(typeof(TimeZoneInfo), "Asia/Tokyo").Value!).Id);
        Assert.Equal(ByteSize.MiB(3), ValueReader.Read(typeof(ByteSize), "3 MiB").Value);
        Assert.Equal(new Uri("https://example.com/"), ValueReader.Read(typeof(Uri), "https://example.com").Value);
    }

    [Fact]
    public void A_secret_that_cannot_be_read_is_not_quoted()
    {
        var problems = new Problems();
        var flat = new FlatSettings([Given.Text("code", "hunter2", Origin.CommandLine), Given.Text("pin", "99", Origin.CommandLine)]);
        var schema = new SettingsSchema(typeof(Vault));
        new RecordCheck(flat.Origins(), problems).Check(schema.Root, new SettingsBinder(flat, problems).Bind(schema.Root));

        Assert.Equal(
            [
                "--set: code: the value is no whole number up to 2147483647; give one in digits only",
                "--set: pin: the value is out of range; give a number from 0 to 9",
            ],
            Assert.Throws<SettingsException>(problems.ThrowIfAny).Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_record_that_settings_cannot_hold_is_refused() =>
        Assert.Throws<NotSupportedException>(() => new SettingsSchema(typeof(Strange)));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("prot", "port", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_slips_of_the_keyboard(string left, string right, int distance) =>
        Assert.Equal((distance, distance), (Nearest.Distance(left, right), Nearest.Distance(right, left)));

    private sealed record Vault
    {
        [Secret]
        public int Code { get; init; }

        [Secret]
        [Range(0, 9)]
        public int Pin { get; init; }
    }

    private sealed record Strange
    {
        public IDisposable? Thing { get; init; }
    }
}
