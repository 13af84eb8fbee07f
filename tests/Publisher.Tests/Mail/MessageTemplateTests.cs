using System.Text;
using CsCheck;
using Publisher.Mail;

namespace Publisher.Tests.Mail;

/// <summary>A mail that is put together from a template has the bytes of one that was built by itself.</summary>
public sealed class MessageTemplateTests
{
    private const string Unsubscribe = "https://placeholder.invalid/unsubscribe";
    private const string Preferences = "https://placeholder.invalid/preferences";
    private const int Builds = 2;

    private static readonly string[] Fragments = [Unsubscribe, Preferences, "\n", "\n\n", "<p>", "本文です。", "Plain words. "];

    private static readonly Gen<string> Body = Gen.OneOf(SomeMail.Text, Gen.OneOf(Fragments)).Array[0, 40].Select(string.Concat);

    [Fact]
    public void Every_reader_gets_the_bytes_that_the_builder_would_make() => Gen.Select(Body, Body, SomeMail.Text).Sample((text, html, subject) =>
    {
        var template = new MessageTemplate();
        foreach (var reader in Enumerable.Range(1, 5))
            Check(Mail(reader, text, html, subject), template);
    });

    [Theory]
    [InlineData("a@b.example")]
    [InlineData("läser@例え.jp")]
    [InlineData("A.Reader+news@example.com")]
    [InlineData("a-reader-with-a-name-that-is-as-long-as-a-name-may-be-in-a-mail1@a-domain-that-is-rather-long-too.example.com")]
    [InlineData("o'neill@example.com")]
    [InlineData("news@blog.example")]
    public void So_does_a_reader_with_an_unusual_address(string to)
    {
        var template = new MessageTemplate();
        foreach (var reader in Enumerable.Range(1, Builds))
            Check(Mail(reader, Unsubscribe, Unsubscribe, "Subject"), template);
        Check(Mail(3, Unsubscribe, Unsubscribe, "Subject") with { To = to }, template);
    }

    [Fact]
    public void Mails_that_differ_in_more_are_each_built_by_themselves()
    {
        var template = new MessageTemplate();
        foreach (var reader in Enumerable.Range(1, 4))
            Check(Mail(reader, Unsubscribe, Unsubscribe, $"For reader {reader}"), template);
    }

    [Fact]
    public void A_link_of_another_length_is_put_in_all_the_same()
    {
        var template = new MessageTemplate();
        foreach (var reader in (int[])[1, 2, 1_000_000, 3])
            Check(Mail(reader, Unsubscribe, "本文" + Unsubscribe, "Subject") with { MessageId = $"{reader}@blog.example", Slots = [new(Unsubscribe, $"https://blog.example/{reader}")] }, template);
    }

    [Fact]
    public void A_thousand_readers_cost_little_more_than_one_build()
    {
        var (template, text) = (new MessageTemplate(), string.Concat(Enumerable.Repeat("A paragraph of an issue, 本文です。\n", 400)));
        OutgoingMessage Addressed(int reader) => Mail(reader, text, text, "Subject") with { UnsubscribeAddress = $"unsubscribe+{MessageBuilder.BoundaryName($"{reader}")}@blog.example" };
        foreach (var reader in Enumerable.Range(1, Builds))
            template.Render(Addressed(reader), SomeMail.Sender);
        Check(Addressed(4), template);
        var third = Addressed(3);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var wire = template.Render(third, SomeMail.Sender);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, wire.Length, wire.Length + 10_000);
    }

    private static void Check(OutgoingMessage mail, MessageTemplate template) =>
        Assert.Equal(Encoding.ASCII.GetString(MessageBuilder.Render(mail, SomeMail.Sender)), Encoding.ASCII.GetString(template.Render(mail, SomeMail.Sender)));

    private static OutgoingMessage Mail(int reader, string text, string html, string subject)
    {
        var token = MessageBuilder.BoundaryName($"token {reader}");
        return SomeMail.English with
        {
            MessageId = $"{MessageBuilder.BoundaryName($"id {reader}")}@blog.example",
            To = $"reader{reader}@example.com",
            Subject = subject,
            Text = text,
            Html = html,
            UnsubscribeUrl = new($"https://blog.example/unsubscribe/{token}"),
            Slots = [new(Unsubscribe, $"https://blog.example/unsubscribe/{token}"), new(Preferences, $"https://blog.example/preferences/{MessageBuilder.BoundaryName($"own {reader}")}")],
        };
    }
}
