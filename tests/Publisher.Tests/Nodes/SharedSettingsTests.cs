using Publisher.Nodes;
using Publisher.Settings;

namespace Publisher.Tests.Nodes;

/// <summary>In what the nodes of one database must agree.</summary>
public sealed class SharedSettingsTests
{
    [Fact]
    public void Nodes_with_the_same_settings_agree() => Assert.Null(SharedSettings.Difference(Of("newsletter.budget=5"), Of("newsletter.budget=5")));

    [Theory]
    [InlineData("newsletter.budget: 10 here, 5 there", "newsletter.budget=5")]
    [InlineData("newsletter.onUnknown: resend here, hold there", "newsletter.onUnknown=hold")]
    [InlineData("site.title: nothing here, Other there", "site.title=Other")]
    [InlineData("newsletter.schedules.daily: 0 0 8 * * ? here, 0 0 9 * * ? there", "newsletter.schedules.daily=0 0 9 * * ?")]
    public void The_first_difference_is_named(string sentence, string setting) =>
        Assert.Equal(sentence, SharedSettings.Difference(Of(), Of(setting)), ignoreCase: true);

    [Fact]
    public void What_is_about_a_machine_may_differ() =>
        Assert.Null(SharedSettings.Difference(Of(), Of("node.name=two", "node.roles=send", "posts.folder=elsewhere", "web.urls=http://localhost:9999", "feeds.folder=out", "mail.smtp.host=relay.example.com")));

    [Fact]
    public void A_key_that_another_version_does_not_know_is_no_difference() =>
        Assert.Null(SharedSettings.Difference(Of() + "\nnewsletter.new: 1", Of()));

    private static string Of(params string[] settings) => SharedSettings.Of(SettingsReader.Read(new(null, settings, new Dictionary<string, string>(), [])));
}
