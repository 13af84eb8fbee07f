using Publisher.Settings;

namespace Publisher.Tests.Settings;

public sealed class SettingsFaultTests : IDisposable
{
    private readonly SettingsFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("mail:\n  smtp:\n    port: 70000\n", "publisher.yaml:3: mail.smtp.port: 70000 is out of range; give a number from 1 to 65535")]
    [InlineData("mail:\n  smtp:\n    prot: 25\n", "publisher.yaml:3: mail.smtp.prot: there is no such setting; did you mean mail.smtp.port?")]
    [InlineData("mail:\n  smpt:\n    host: a\n    prot: 25\n", "publisher.yaml:2: mail.smpt: there is no such setting; did you mean mail.smtp?")]
    [InlineData("title: Mine\n", "publisher.yaml:1: title: there is no such setting; did you mean site.title?")]
    [InlineData("site:\n  lang: en\n", "publisher.yaml:2: site.lang: there is no such setting; site has title, url, description, language, timeZone, author, copyright, icon")]
    [InlineData("shoes: 2\n", "publisher.yaml:1: shoes: there is no such setting; the sections are site, posts, feeds, web, mail, newsletter, subscribers, storage, node, admin, api, webhooks, metrics, alerts")]
    [InlineData("mail:\n  smtp:\n    port: many\n", "publisher.yaml:3: mail.smtp.port: 'many' is no whole number up to 2147483647; give one in digits only")]
    [InlineData("feeds:\n  limit: 99999999999\n", "publisher.yaml:2: feeds.limit: '99999999999' is no whole number up to 2147483647; give one in digits only")]
    [InlineData("posts:\n  drafts: maybe\n", "publisher.yaml:2: posts.drafts: 'maybe' is neither true nor false; give one of the two")]
    [InlineData("mail:\n  smtp:\n    security: ssl\n", "publisher.yaml:3: mail.smtp.security: 'ssl' is not known here; give none, startTls or tls")]
    [InlineData("feeds:\n  content: 1\n", "publisher.yaml:2: feeds.content: '1' is not known here; give full or summary")]
    [InlineData("feeds:\n  formats: [rss,\n    atmo]\n", "publisher.yaml:3: feeds.formats: 'atmo' is not known here; give rss, atom or json")]
    [InlineData("storage:\n  provider: oracle\n", "publisher.yaml:2: storage.provider: 'oracle' is not known here; give sqlite or postgres")]
    [InlineData("newsletter:\n  hold: 30\n", "publisher.yaml:2: newsletter.hold: '30' is no duration; write 00:00:30 for 30 seconds")]
    [InlineData("newsletter:\n  hold: soon\n", "publisher.yaml:2: newsletter.hold: 'soon' is no duration; write hours, minutes and seconds such as 00:00:30, or days before them such as 2.00:00:00")]
    [InlineData("newsletter:\n  hold: 24:00:00\n", "publisher.yaml:2: newsletter.hold: '24:00:00' is no duration; write hours, minutes and seconds such as 00:00:30, or days before them such as 2.00:00:00")]
    [InlineData("newsletter:\n  lease: 2.00:00:00\n", "publisher.yaml:2: newsletter.lease: 2.00:00:00 is out of range; give a duration from 00:00:01 to 1.00:00:00")]
    [InlineData("posts:\n  maxFileSize: 5 MB\n", "publisher.yaml:2: posts.maxFileSize: '5 MB' cannot be read; give a number of bytes, with a unit as in 64 KiB or 5 MiB where one is wanted")]
    [InlineData("site:\n  url: example.com\n", "publisher.yaml:2: site.url: 'example.com' is no web address; give one such as https://example.com")]
    [InlineData("site:\n  url: ftp://example.com\n", "publisher.yaml:2: site.url: 'ftp://example.com' is no web address; give one such as https://example.com")]
    [InlineData("site:\n  url: https://example.com/?a=b\n", "publisher.yaml:2: site.url: the site's address has a query or a fragment; take away all from '?' or '#' on")]
    [InlineData("site:\n  url: 'https://example.com/#top'\n", "publisher.yaml:2: site.url: the site's address has a query or a fragment; take away all from '?' or '#' on")]
    [InlineData("site:\n  language: english please\n", "publisher.yaml:2: site.language: 'english please' is no language tag; give one such as en, ja or pt-BR")]
    [InlineData("site:\n  timeZone: Asia/Tokio\n", "publisher.yaml:2: site.timeZone: 'Asia/Tokio' is no time zone; did you mean Asia/Tokyo?")]
    [InlineData("site:\n  timeZone: Tokyo\n", "publisher.yaml:2: site.timeZone: 'Tokyo' is no time zone; did you mean Asia/Tokyo?")]
    [InlineData("site:\n  timeZone: Tokyo Standard Time\n", "publisher.yaml:2: site.timeZone: 'Tokyo Standard Time' is no time zone; did you mean Asia/Tokyo?")]
    [InlineData("site:\n  timeZone: the moon\n", "publisher.yaml:2: site.timeZone: 'the moon' is no time zone; give an IANA name such as Europe/Berlin or UTC")]
    [InlineData("feeds:\n  limit: 1\n  Limit: 2\n", "publisher.yaml:3: feeds.Limit: this key stands in line 2 already; keep one of the two")]
    [InlineData("feeds:\n  limit: 1\nfeeds:\n  folder: a\n", "publisher.yaml:3: feeds: this key stands in line 1 already; keep one of the two")]
    [InlineData("mail: folder\n", "publisher.yaml:1: mail: this is a section, not a value; give its keys, such as mail.from")]
    [InlineData("mail: [folder]\n", "publisher.yaml:1: mail: this is a section, not a value; give its keys, such as mail.from")]
    [InlineData("mail:\n  from:\n    name: Jane\n", "publisher.yaml:2: mail.from: this is one value, not a section; write from: VALUE")]
    [InlineData("mail:\n  transport: smtp\n  from: [a@example.com]\n", "publisher.yaml:3: mail.from: this is one value, not a list; write from: VALUE")]
    [InlineData("feeds:\n  formats: []\n", "publisher.yaml:2: feeds.formats: the list is empty; give at least one entry")]
    [InlineData("feeds:\n  formats:\n    - rss\n    - [atom]\n", "publisher.yaml:4: feeds.formats: each entry of a list is one value; write '- VALUE'")]
    [InlineData("feeds:\n  formats:\n    -\n    - rss\n", "publisher.yaml:3: feeds.formats: each entry of a list is one value; write '- VALUE'")]
    [InlineData("feeds:\n  webSub: hub.example.com\n", "publisher.yaml:2: feeds.webSub: 'hub.example.com' is no hub; give own for the hub of this program, or a hub's address such as https://hub.example.com/")]
    [InlineData("feeds:\n  webSub:\n    - https://hub.example.com/\n    - ftp://hub.example.com/\n", "publisher.yaml:4: feeds.webSub: 'ftp://hub.example.com/' is no hub; give own for the hub of this program, or a hub's address such as https://hub.example.com/")]
    [InlineData("feeds:\n  webSub: own\nweb:\n  enabled: false\n", "publisher.yaml:2: feeds.webSub: the own hub is part of the web site, which web.enabled switches off; name another hub here, or take the key away")]
    [InlineData("feeds:\n  folder: ''\n", "publisher.yaml:2: feeds.folder: the text is empty; give one, or take the key away")]
    [InlineData("- site\n", "publisher.yaml:1: these are no settings; write lines such as 'site:' and, indented below, 'title: My blog'")]
    [InlineData("hello\n", "publisher.yaml:1: these are no settings; write lines such as 'site:' and, indented below, 'title: My blog'")]
    [InlineData("site:\n  title: 'Mine\n", "publisher.yaml:2: broken YAML in column 10; check the indentation, the quotes and the space after ':'")]
    [InlineData("site:\n  title: a: b\n", "publisher.yaml:2: broken YAML in column 11; check the indentation, the quotes and the space after ':'")]
    [InlineData("site:\n  title: Mine\nmail:\n  : smtp\n", "publisher.yaml:4: broken YAML in column 4; check the indentation, the quotes and the space after ':'")]
    [InlineData("mail:\n  smtp:\n    password: !secret\n", "publisher.yaml:3: mail.smtp.password: a value that begins with '!', '&' or '*' needs quotes around it")]
    [InlineData("web:\n  urls:\n    - &a\n", "publisher.yaml:3: web.urls: each entry of a list is one value; write '- VALUE'")]
    [InlineData("mail:\n  smtp:\n\t\thost: a\n", "publisher.yaml:3: the line is indented with a tab; use spaces")]
    [InlineData("mail:\n \tfrom: a\n", "publisher.yaml:2: the line is indented with a tab; use spaces")]
    [InlineData("web:\n  urls:\n  \t- http://localhost:1\n", "publisher.yaml:3: the line is indented with a tab; use spaces")]
    [InlineData("site:\n\ttitle: Mine\n", "publisher.yaml:2: the line is indented with a tab; use spaces")]
    [InlineData("site:\n  title: Mine\n\tauthor: Me\n", "publisher.yaml:3: the line is indented with a tab; use spaces")]
    [InlineData("site:\n  title: Mine\n---\nsite:\n  title: Yours\n", "publisher.yaml:3: a second document begins here; take away the line '---' or '...'")]
    [InlineData("site:\n  [a, b]: c\n", "publisher.yaml:2: site: a key must be a plain name; write KEY: VALUE")]
    [InlineData("site:\n  title: &a Mine\n  author: *a\n", "publisher.yaml:2: site.title: a value that begins with '!', '&' or '*' needs quotes around it\npublisher.yaml:3: site.author: a value that begins with '!', '&' or '*' needs quotes around it")]
    [InlineData("mail:\n  transport: smtp\n", "publisher.yaml:2: mail.transport: smtp needs a sender; set mail.from")]
    [InlineData("mail:\n  smtp: { host: mail.example.com, password: hunter2, security: none }\n", "publisher.yaml:2: mail.smtp.security: none would carry the password in the clear to mail.example.com; give startTls or tls")]
    [InlineData("web:\n  urls:\n    - http://localhost:80\n    - http://localhost\n", "publisher.yaml:4: web.urls: 'http://localhost' is no address to listen on; give http or https, localhost, an IP address or *, and a port, such as http://localhost:8080 (port 0, any free one, wants an IP address)")]
    [InlineData("web:\n  urls: [ftp://localhost:21]\n", "publisher.yaml:2: web.urls: 'ftp://localhost:21' is no address to listen on; give http or https, localhost, an IP address or *, and a port, such as http://localhost:8080 (port 0, any free one, wants an IP address)")]
    [InlineData("web:\n  urls: http://localhost:80/blog\n", "publisher.yaml:2: web.urls: 'http://localhost:80/blog' is no address to listen on; give http or https, localhost, an IP address or *, and a port, such as http://localhost:8080 (port 0, any free one, wants an IP address)")]
    [InlineData("web:\n  urls: http://localhost:70000\n", "publisher.yaml:2: web.urls: 'http://localhost:70000' is no address to listen on; give http or https, localhost, an IP address or *, and a port, such as http://localhost:8080 (port 0, any free one, wants an IP address)")]
    [InlineData("web:\n  urls: http://999.1.1.1:80\n", "publisher.yaml:2: web.urls: 'http://999.1.1.1:80' is no address to listen on; give http or https, localhost, an IP address or *, and a port, such as http://localhost:8080 (port 0, any free one, wants an IP address)")]
    [InlineData("web:\n  urls: http://localhost:0\n", "publisher.yaml:2: web.urls: 'http://localhost:0' is no address to listen on; give http or https, localhost, an IP address or *, and a port, such as http://localhost:8080 (port 0, any free one, wants an IP address)")]
    public void A_fault_is_one_sentence_with_line_and_key_and_advice(string yaml, string sentence) =>
        Assert.Equal(sentence.Split('\n'), folder.Faults(yaml));

    [Theory]
    [InlineData("mail.smtp.port", "--set: mail.smtp.port: there is no '='; write --set KEY=VALUE")]
    [InlineData("mail.smtp.password:hunter2", "--set: mail.smtp.password: there is no '='; write --set KEY=VALUE")]
    [InlineData("mial.from=a", "--set: mial.from: there is no such setting; did you mean mail.from?")]
    [InlineData("=a", "--set: there is no such setting; the sections are site, posts, feeds, web, mail, newsletter, subscribers, storage, node, admin, api, webhooks, metrics, alerts")]
    [InlineData("mail=a", "--set: mail: this is a section, not a value; give its keys, such as mail.from")]
    [InlineData("web.urls=", "--set: web.urls: the list is empty; give at least one entry")]
    [InlineData("feeds.limit=-1", "--set: feeds.limit: -1 is out of range; give a number from 0 to 100000")]
    [InlineData("a\u001b[31m.b=1", "--set: a [31m.b: there is no such setting; the sections are site, posts, feeds, web, mail, newsletter, subscribers, storage, node, admin, api, webhooks, metrics, alerts")]
    public void A_fault_on_the_command_line_names_the_option(string text, string sentence)
    {
        folder.Overrides.Add(text);
        Assert.Equal([sentence], folder.Faults(""));
    }

    [Theory]
    [InlineData("PUBLISHER_FEEDS__LIMIT", "environment variable PUBLISHER_FEEDS__LIMIT: feeds.limit: 'x' is no whole number up to 2147483647; give one in digits only")]
    [InlineData("PUBLISHER_FEEDS_LIMIT", "environment variable PUBLISHER_FEEDS_LIMIT: feeds_limit: there is no such setting; did you mean feeds.limit?")]
    [InlineData("publisher_mail__smtp", "environment variable publisher_mail__smtp: mail.smtp: this is a section, not a value; give its keys, such as mail.smtp.host")]
    public void A_fault_in_the_environment_names_the_variable(string name, string sentence)
    {
        folder.Environment[name] = "x";
        Assert.Equal([sentence], folder.Faults(""));
    }

    [Theory]
    [InlineData("PUBLISHER_SECRETS")]
    [InlineData("PUBLISHER_PORT_8080_TCP")]
    [InlineData("PUBLISHER_SERVICE_HOST")]
    [InlineData("PATH")]
    public void A_variable_that_is_no_setting_by_intent_is_no_fault(string name)
    {
        folder.Environment[name] = "x";
        Assert.Empty(folder.Read("").Origins);
    }

    [Fact]
    public void All_faults_are_reported_together_the_file_first_by_line()
    {
        folder.Overrides.Add("feeds.limit=x");
        folder.Environment["PUBLISHER_SHOES"] = "2";
        var faults = folder.Faults("web:\n  urls: http://localhost\nmail:\n  smtp:\n    port: 0\nsite:\n  lang: en\n  url: a\n");
        Assert.Equal(
            ["publisher.yaml:2", "publisher.yaml:5", "publisher.yaml:7", "publisher.yaml:8", "environment variable PUBLISHER_SHOES", "--set"],
            faults.Select(fault => fault.Split(": ")[0]));
    }

    [Fact]
    public void The_exception_says_every_problem_a_line_each()
    {
        folder.Overrides.AddRange(["a=1", "b=2"]);
        var fault = Assert.Throws<SettingsException>(folder.Read);
        Assert.Equal(fault.Problems.Select(problem => problem.ToString()), fault.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void Rules_between_keys_are_not_asked_of_half_a_file() =>
        Assert.DoesNotContain(folder.Faults("mail:\n  transport: smtp\nsite: \""), fault => fault.Contains("sender", StringComparison.Ordinal));

    [Fact]
    public void A_named_file_that_is_missing_is_a_fault() =>
        Assert.Equal(["publisher.yaml: there is no such file; check the path after --config"], folder.FaultsOf(folder.Read));

    [Fact]
    public void A_folder_in_place_of_the_file_is_a_fault()
    {
        Directory.CreateDirectory(folder.ConfigFile);
        Assert.Equal(["publisher.yaml: this is a folder; give the path of a file"], folder.FaultsOf(folder.Read));
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_a_fault() =>
        Assert.Equal(["publisher.yaml: the file is not UTF-8; save it as UTF-8"], folder.FaultsOf(() => folder.Read([0xFF, 0xFE, 0x61, 0x00])));

    [Theory]
    [InlineData("mail.smtp.password=hunter2", "mail.smtp.security=none", "mail.smtp.host=mail.example.com")]
    [InlineData("storage.connectionString=", "mail.smtp.password:hunter2")]
    [InlineData("mail.smtp.passwrd=hunter2")]
    public void No_secret_is_ever_said(params string[] overrides)
    {
        folder.Overrides.AddRange(overrides);
        Assert.DoesNotContain("hunter2", string.Concat(folder.Faults("mail:\n  smtp:\n    password: [hunter2]\n")), StringComparison.Ordinal);
    }
}
