using Publisher.Feeds;
using Publisher.Mail;
using Publisher.Settings;

namespace Publisher.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly SettingsFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n\n# and another\n")]
    [InlineData("---\n")]
    [InlineData("\uFEFF")]
    [InlineData("mail:\n  # from: a@example.com\nsite:\n  title:\n")]
    public void A_file_that_gives_nothing_leaves_the_defaults(string yaml) =>
        Assert.Equal(SettingsPrinter.Lines(new(new(), null, null!, new Dictionary<string, Origin>())), SettingsPrinter.Lines(folder.Read(yaml)));

    [Fact]
    public void Each_source_wins_over_those_before_it()
    {
        const string Yaml = "mail:\n  smtp: { host: file, username: file, password: file }\n  replyTo: file\n";
        folder.Environment["PUBLISHER_MAIL__SMTP__HOST"] = "variable";
        folder.Environment["PUBLISHER_MAIL__SMTP__USERNAME"] = "variable";
        folder.Environment["publisher_mail__smtp__password"] = "variable";
        folder.Secret("mail.smtp.username", "secret");
        var password = folder.Secret("mail.smtp.password", "secret");
        folder.Overrides.Add("mail.smtp.password=a=b");

        var mail = folder.Read(Yaml).Settings.Mail;

        Assert.Equal(("file", "variable", "secret", "a=b"), (mail.ReplyTo, mail.Smtp.Host, mail.Smtp.Username, mail.Smtp.Password));
    }

    [Fact]
    public void The_place_of_each_value_is_known()
    {
        folder.Environment["PUBLISHER_FEEDS__LIMIT"] = "5";
        var secret = folder.Secret("mail__smtp__password", "secret");
        folder.Overrides.Add("feeds.content=summary");

        var loaded = folder.Read("# first line\nweb:\n  urls:\n    - http://localhost:1\n    - http://localhost:2\n");

        Assert.Equal($"{folder.ConfigFile}:3", loaded.Where("web.urls")?.ToString());
        Assert.Equal($"{folder.ConfigFile}:5", loaded.Where("WEB.URLS[1]")?.ToString());
        Assert.Equal("environment variable PUBLISHER_FEEDS__LIMIT", loaded.Where("feeds.limit")?.ToString());
        Assert.Equal(secret, loaded.Where("mail.smtp.password")?.ToString());
        Assert.Equal("--set", loaded.Where("feeds.content")?.ToString());
        Assert.Null(loaded.Where("feeds.folder"));
    }

    [Fact]
    public void Keys_are_read_in_any_case() =>
        Assert.Equal(3, folder.Read("FEEDS:\n  liMit: 3\n").Settings.Feeds.Limit);

    [Fact]
    public void A_key_without_a_value_does_not_hide_an_earlier_one()
    {
        folder.Environment["PUBLISHER_SITE__TITLE"] = "";
        Assert.Equal("Mine", folder.Read("site:\n  title: Mine\n").Settings.Site.Title);
    }

    [Theory]
    [InlineData("feeds:\n  formats: [atom, json]\n")]
    [InlineData("feeds:\n  formats:\n    - atom\n    - json\n")]
    [InlineData("feeds:\n  formats: atom, json\n")]
    public void A_list_is_a_sequence_or_separated_by_commas(string yaml) =>
        Assert.Equal([FeedFormat.Atom, FeedFormat.Json], folder.Read(yaml).Settings.Feeds.Formats);

    [Fact]
    public void A_later_list_replaces_the_whole_list()
    {
        folder.Overrides.Add("feeds.formats=json");
        var loaded = folder.Read("feeds:\n  formats: [rss, atom]\n");
        Assert.Equal([FeedFormat.Json], loaded.Settings.Feeds.Formats);
        Assert.Equal("json", loaded.Configuration["feeds:formats:0"]);
        Assert.Null(loaded.Configuration["feeds:formats:1"]);
        Assert.Null(loaded.Where("feeds.formats[1]"));
    }

    [Fact]
    public void The_host_reads_given_values_as_configuration()
    {
        folder.Overrides.Add("mail.smtp.port=25");
        var configuration = folder.Read("mail:\n  smtp:\n    port: 465\n    security: tls\n").Configuration;
        Assert.Equal(("25", "tls"), (configuration["Mail:Smtp:Port"], configuration["mail:smtp:security"]));
    }

    [Fact]
    public void Text_is_taken_as_it_is_written()
    {
        folder.Overrides.Add("mail.smtp.password= a,b=c ");
        Assert.Equal(" a,b=c ", folder.Read("").Settings.Mail.Smtp.Password);
    }

    [Fact]
    public void No_file_at_the_default_place_is_fine_and_one_that_is_there_is_read()
    {
        var problems = new Problems();
        Assert.Null(FileSource.Read(null, folder.ConfigFile, problems).Path);
        File.WriteAllText(folder.ConfigFile, "feeds:\n  limit: 1\n");
        var (path, content) = FileSource.Read(null, folder.ConfigFile, problems);
        problems.ThrowIfAny();
        Assert.Equal((folder.ConfigFile, 2), (path, content.Givens.Count));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.9")]
    [InlineData("::1")]
    public void No_encryption_is_good_enough_on_the_loopback(string host)
    {
        folder.Overrides.AddRange(["mail.smtp.security=none", "mail.smtp.password=secret", $"mail.smtp.host={host}"]);
        Assert.Equal(SmtpSecurity.None, folder.Read("").Settings.Mail.Smtp.Security);
    }

    [Theory]
    [InlineData("http://localhost:8080")]
    [InlineData("https://127.0.0.1:0/")]
    [InlineData("http://[::]:80")]
    [InlineData("http://*:80")]
    [InlineData("http://+:65535")]
    public void The_web_listens_on_names_and_addresses(string url)
    {
        folder.Overrides.Add($"web.urls={url}");
        Assert.Equal([url], folder.Read("").Settings.Web.Urls);
    }

    [Fact]
    public void Printed_records_hold_no_secret()
    {
        folder.Overrides.AddRange(["mail.smtp.password=hunter2", "storage.connectionString=Password=hunter2"]);
        Assert.DoesNotContain("hunter2", folder.Read("").Settings.ToString(), StringComparison.Ordinal);
    }
}
