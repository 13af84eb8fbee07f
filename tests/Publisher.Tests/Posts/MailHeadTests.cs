using Publisher.Newsletter;
using Publisher.Posts;

namespace Publisher.Tests.Posts;

/// <summary>The key <c>mail</c> of a head, in each form that heads have.</summary>
public sealed class MailHeadTests : IDisposable
{
    private readonly Blog blog = new();

    public void Dispose() => blog.Dispose();

    [Theory]
    [InlineData("---\nmail:\n  subject: A letter\n  preheader: Before you read\n  to: [News, Café]\n---\nBody")]
    [InlineData("---\nmail: {subject: \"A letter\", preheader: Before you read, to: [News, news, Café]}\n---\nBody")]
    [InlineData("+++\n[mail]\nsubject = \"A letter\"\npreheader = \"Before you read\"\nto = [\"News\", \"Café\"]\n+++\nBody")]
    [InlineData("{\"mail\": {\"subject\": \"A letter\", \"preheader\": \"Before you read\", \"to\": [\"News\", \"Café\"]}}\n\nBody")]
    public void A_map_gives_a_subject_a_preheader_and_topics(string text)
    {
        var post = blog.Read(text);

        Assert.Empty(post.Problems);
        Assert.True(post.Mailable);
        Assert.Equal(("A letter", "Before you read"), (post.Subject, post.Mail.Preheader));
        Assert.Equal(["News", "Café"], post.MailTopics);
    }

    [Theory]
    [InlineData("title: A\nmail: nobody", 3, "neither true nor false")]
    [InlineData("mail: jane@example.com", 2, "neither true nor false")]
    [InlineData("mail: [News]", 2, "neither true nor false")]
    [InlineData("mail:\n  too: [News]", 3, "knows no 'too'")]
    [InlineData("mail:\n  to: []", 3, "'mail.to' wants topics")]
    [InlineData("mail:\n  subject: Hello\n  to: [[News]]", 4, "'mail.to' wants topics")]
    [InlineData("mail:\n  to: {a: b}", 3, "'mail.to' wants topics")]
    [InlineData("mail:\n  to: [News, ~]", 3, "'mail.to' wants topics")]
    [InlineData("mail:\n  subject: [Hello]", 3, "'mail.subject' wants a text")]
    [InlineData("mail:\n  subject: ' '", 3, "'mail.subject' wants a text")]
    [InlineData("mail:\n  preheader:", 3, "'mail.preheader' wants a text")]
    public void What_is_not_understood_mails_nobody_and_says_on_which_line(string head, int line, string words)
    {
        var post = blog.Read($"---\n{head}\n---\nBody");

        var problem = Assert.Single(post.Problems);
        Assert.Equal((line, Severity.Warning), (problem.Line, problem.Severity));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("the post is not mailed until that is mended", problem.Message, StringComparison.Ordinal);
        Assert.False(post.Mailable);
    }

    [Theory]
    [InlineData("mail: {to: [Members]}", "", true)]
    [InlineData("mail: {to: [Members]}", "members", true)]
    [InlineData("mail: {to: Members}", "Members", true)]
    [InlineData("mail: {to: [Members]}", "News", false)]
    [InlineData("mail: true", "News", true)]
    [InlineData("mail: true", "Members", false)]
    public void Of_readers_who_chose_topics_only_those_who_chose_one_of_to_get_the_post(string mail, string chosen, bool expected)
    {
        var post = blog.Read($"---\ncategories: [News]\n{mail}\n---\nBody");
        Assert.Equal(expected, Selection.For(chosen.Length == 0 ? [] : [chosen], 0, [new(1, post)]).Count == 1);
    }
}
