using System.Text;
using Publisher.Mail;
using Publisher.Subscribers;
using Publisher.Subscribers.Transfer;

namespace Publisher.Tests.Subscribers;

/// <summary>What becomes of people in lists.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private Lists? opened;

    private Lists Lists => opened!;

    public async ValueTask InitializeAsync()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        opened = await Lists.OpenAsync();
    }

    public ValueTask DisposeAsync() => Lists.DisposeAsync();

    [Fact]
    public async Task Each_person_is_asked_once_and_keeps_what_the_list_says()
    {
        var report = await Lists.ImportAsync("language,email,topics,cadence,timeZone,shoe size\nja,A@Example.com,News;Mail,weekly,Asia/Tokyo,44\n,b@example.com,,,,\n");

        Assert.Equal((0, 2, 0), (report.Confirmed, report.Unconfirmed, report.Faults));
        Assert.Equal(["shoe size"], report.Ignored);
        Assert.Equal(["A@example.com unconfirmed", "b@example.com unconfirmed"], await Lists.PeopleAsync());
        Assert.Equal(["2"], await Lists.QueryAsync("select count(*) from notices where kind = 'confirm' and settled_at is null"));
        var entry = (await Lists.ListAsync())[0];
        Assert.Equal((Cadence.Weekly, "News Mail", "ja", "Asia/Tokyo"), (entry.Reader.Cadence, string.Join(' ', entry.Reader.Topics), entry.Reader.Language, entry.Reader.TimeZone));

        Assert.Equal(2, (await Lists.ImportAsync("email\na@example.com\nB@EXAMPLE.COM\n")).Left);
        Assert.Equal(["2"], await Lists.QueryAsync("select count(*) from notices"));
    }

    [Fact]
    public async Task With_the_operators_word_they_are_confirmed_and_get_what_comes_after()
    {
        await Lists.QueryAsync("insert into releases (post_id, state, sequence, at) values ('a', 'released', 7, 0) returning 1");
        var report = await Lists.ImportAsync("email,status,confirmedAt\na@example.com,confirmed,2024-01-02T03:04:05Z\nb@example.com,,2999-01-01\nc@example.com,unconfirmed,\n", confirmed: true);

        Assert.Equal((2, 1), (report.Confirmed, report.Unconfirmed));
        Assert.Equal(["7", "7", "7"], await Lists.QueryAsync("select caught_up_to from subscribers"));
        Assert.Equal(["2024-01-02T03:04:05", "2026-02-13T03:00:00"], (await Lists.ListAsync()).Where(entry => entry.ConfirmedAt is not null).Select(entry => entry.ConfirmedAt!.Value.ToString("s", null)));
        Assert.Equal(["import list.csv"], await Lists.QueryAsync("select distinct consent from subscribers"));
    }

    [Fact]
    public async Task Nobody_who_said_no_here_is_brought_back_and_who_is_here_keeps_what_they_chose()
    {
        await Lists.ImportAsync("email,cadence\nleft@example.com,\nremoved@example.com,\nerased@example.com,\nreader@example.com,weekly\n", confirmed: true);
        await Lists.QueryAsync("update subscribers set status = 'unsubscribed', unsubscribed_at = 1 where email like 'left%' returning 1");
        await Lists.Book.RemoveAsync(Address("removed@example.com"), CancellationToken.None);
        await Lists.Book.EraseAsync(Address("erased@example.com"), CancellationToken.None);

        foreach (var confirmed in new[] { true, false })
        {
            var report = await Lists.ImportAsync("email,cadence\nLEFT@example.com,\nRemoved@example.com,\nErased@example.com,\nreader@example.com,daily\n", confirmed);
            Assert.Equal((0, 0, 4), (report.Confirmed, report.Unconfirmed, report.Left));
            Assert.Equal([2, 3, 4, 5], Lists.Left.Select(line => line.Line));
            Assert.Equal(["left@example.com unsubscribed", "removed@example.com unsubscribed manual", "reader@example.com confirmed"], await Lists.PeopleAsync());
        }

        Assert.Equal(["weekly"], await Lists.QueryAsync("select cadence from subscribers where email like 'reader%'"));
        Assert.Equal(["0"], await Lists.QueryAsync("select count(*) from notices"));
        await Lists.ImportAsync("email,status\nerased@example.com,unsubscribed\n");
        Assert.Equal(3, (await Lists.PeopleAsync()).Length);
    }

    [Fact]
    public async Task A_refusal_counts_whichever_line_it_stands_in_and_for_all_who_chose_nothing_here()
    {
        await Lists.ImportAsync("email,status\na@example.com,subscribed\nA@EXAMPLE.COM,unsubscribed\nb@example.com,unsubscribed\nb@example.com,subscribed\n", confirmed: true);
        Assert.Equal(["a@example.com unsubscribed", "b@example.com unsubscribed"], await Lists.PeopleAsync());

        await Lists.ImportAsync("email\nc@example.com\nd@example.com\ne@example.com\n", confirmed: true);
        await Lists.QueryAsync("update subscribers set consent = 'link' where email like 'd%' returning 1");
        await Lists.QueryAsync("update subscribers set status = 'unconfirmed', consent = null where email like 'e%' returning 1");
        var report = await Lists.ImportAsync("email,status\nb@example.com,bounced\nc@example.com,complained\nd@example.com,unsubscribed\ne@example.com,unsubscribed\n");
        Assert.Equal((3, 1), (report.Refusals, report.Left));
        Assert.Equal(
            ["a@example.com unsubscribed", "b@example.com unsubscribed hardbounce", "c@example.com unsubscribed complaint", "d@example.com confirmed", "e@example.com unsubscribed"],
            await Lists.PeopleAsync());
    }

    [Fact]
    public async Task The_operators_word_confirms_who_was_asked_and_did_not_answer()
    {
        await Lists.ImportAsync("email,topics\na@example.com,News\n");
        Assert.Equal(1, (await Lists.ImportAsync("email,topics\na@example.com,Other\n", confirmed: true)).Confirmed);
        Assert.Equal(["News"], await Lists.QueryAsync("select topics from subscribers where status = 'confirmed'"));
    }

    [Theory]
    [InlineData("listmonk", "list.csv", "uuid,email,name,attributes,status,created_at,updated_at\nu1,in@x.org,N,\"{\"\"a\"\": 1}\",enabled,2024-01-02 03:04:05.678901 +0000 UTC,x\nu2,out@x.org,N,{},disabled,,\nu3,no@x.org,N,{},blocklisted,,\n", "in@x.org confirmed|out@x.org unsubscribed|no@x.org unsubscribed manual")]
    [InlineData("Ghost", "list.csv", "id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers\n1,in@x.org,\"N, M\",,true,false,,2024-01-02T03:04:05.678Z,,vip,\n2,out@x.org,,,false,false,,2024-01-02T00:00:00.000Z,,,\n", "in@x.org confirmed|out@x.org unsubscribed")]
    [InlineData("Substack", "list.csv", "email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at\nin@x.org,false,,other,false,2024-01-02T03:04:05.678Z,\nout@x.org,true,2027-01-01,monthly,true,2024-01-02,\n", "in@x.org confirmed|out@x.org unsubscribed")]
    [InlineData("Buttondown", "list.csv", "id,email,notes,metadata,tags,type,creation_date\n1,in@x.org,,{},a,regular,2024-01-02T03:04:05.678Z\n2,asked@x.org,,{},,unactivated,\n3,out@x.org,,{},,unsubscribed,\n4,no@x.org,,{},,spammy,\n5,gone@x.org,,{},,undeliverable,\n", "in@x.org confirmed|asked@x.org unconfirmed|out@x.org unsubscribed|no@x.org unsubscribed manual|gone@x.org unsubscribed hardbounce")]
    [InlineData("Mailchimp", "subscribed_members_export_1.csv", "\"Email Address\",\"First Name\",\"Last Name\",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,TIMEZONE,LEID,EUID,NOTES,TAGS\nin@x.org,N,M,2,,,\"2024-01-02 03:04:05\",,Europe/Berlin,1,2,,\"\"\"VIP\"\",\"\"Blog\"\"\"\n", "in@x.org confirmed")]
    [InlineData("Mailchimp", "list.csv", "Email Address,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,UNSUB_TIME,UNSUB_REASON\nout@x.org,2,,,2025-01-01 00:00:00,NORMAL\n", "out@x.org unsubscribed")]
    [InlineData("Mailchimp", "cleaned_members_export_1.csv", "Email Address,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE\ngone@x.org,2,,,2025-01-01 00:00:00,May\n", "gone@x.org unsubscribed hardbounce")]
    [InlineData("Mailchimp", "unsubscribed_members_export_1.csv", "Email Address,MEMBER_RATING,LEID,EUID\nout@x.org,2,1,1\n", "out@x.org unsubscribed")]
    public async Task The_lists_of_other_programs_are_known_with_their_refusals(string format, string name, string text, string people)
    {
        var report = await Lists.ImportAsync(text, confirmed: true, name: name);

        Assert.Equal((format, 0), (report.Format, report.Faults));
        Assert.Equal(people.Split('|'), await Lists.PeopleAsync());
        Assert.All((await Lists.ListAsync()).Where(entry => entry.Reader.Email == "in@x.org"), entry => Assert.Equal(new DateTime(2024, 1, 2, 3, 4, 5), entry.ConfirmedAt!.Value.UtcDateTime.AddMilliseconds(-entry.ConfirmedAt.Value.Millisecond)));
        Assert.Equal([""], await Lists.QueryAsync("select distinct topics from subscribers"));
    }

    [Theory]
    [InlineData("utf-8", "email,topics\na@example.com,日本\n")]
    [InlineData("utf-16", "email\ttopics\r\na@example.com\t日本\r\n")]
    [InlineData("utf-16BE", "email;topics\r\na@example.com;日本\r\n")]
    [InlineData("shift_jis", "email;名前;topics\na@example.com;山田太郎;日本\n")]
    [InlineData("euc-jp", "email,名前,topics\na@example.com,やまだたろう,日本\n")]
    public async Task A_list_is_read_in_the_encoding_and_with_the_separator_that_it_has(string encoding, string text)
    {
        await Lists.ImportAsync([.. Encoding.GetEncoding(encoding).Preamble, .. Encoding.GetEncoding(encoding).GetBytes(text)]);
        Assert.Equal(["日本"], await Lists.QueryAsync("select topics from subscribers where email = 'a@example.com'"));
    }

    [Fact]
    public async Task Every_bad_line_is_told_with_its_number_and_the_others_are_taken()
    {
        var report = await Lists.ImportAsync(
            "email,cadence,timeZone,status\r\n\r\nno address,,,\r\na@example.com,hourly,,\r\nb@example.com,,Mars/Olympus,\r\nc@example.com,,,odd\r\n\"d@example.com\",,\"\r\n\",\r\ne@example.com,,,,extra\r\ngood@example.com\r\n\"f@example.com,,,\r\nlost@example.com,,,\r\n");

        Assert.Equal([3, 4, 5, 6, 9, 11], Lists.Left.Select(line => line.Line));
        Assert.All(Lists.Left, line => Assert.True(line.IsFault));
        Assert.Equal("the cadence hourly is not known; give instant, daily, weekly or monthly", Lists.Left[1].Why);
        Assert.Contains("lines to 12", Lists.Left[5].Why, StringComparison.Ordinal);
        Assert.Equal(6, report.Faults);
        Assert.Equal(["d@example.com unconfirmed", "good@example.com unconfirmed"], await Lists.PeopleAsync());
    }

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("\n \n", 1, "empty")]
    [InlineData("name,age\nx,3\n", 1, "no column is named email")]
    [InlineData("\na@example.com\n", 2, "no column is named email")]
    public async Task What_is_no_list_is_told_in_a_sentence(string text, int line, string sentence)
    {
        var fault = await Assert.ThrowsAsync<ListException>(() => Lists.ImportAsync(text));
        Assert.Equal(line, fault.Line);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("\"", "x\n")]
    [InlineData("", "\"x\n\",")]
    public async Task A_line_beyond_64_KiB_ends_the_import_and_nobody_is_taken(string beginning, string piece)
    {
        var text = $"email,name\na@example.com,\n{beginning}{string.Concat(Enumerable.Repeat(piece, (70 * 1024 / piece.Length) + 1))}";
        var fault = await Assert.ThrowsAsync<ListException>(() => Lists.ImportAsync(text));

        Assert.Equal(3, fault.Line);
        Assert.Contains("64 KiB", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await Lists.PeopleAsync());
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_writes_nothing()
    {
        const string Text = "email,status\na@example.com,\nb@example.com,bounced\nbad,\n";
        var dry = await Lists.ImportAsync(Text, dry: true);
        Assert.Empty(await Lists.PeopleAsync());
        Assert.Equal(["0"], await Lists.QueryAsync("select count(*) from suppressions"));

        var real = await Lists.ImportAsync(Text);
        Assert.Equal((dry.Unconfirmed, dry.Refusals, dry.Faults), (real.Unconfirmed, real.Refusals, real.Faults));
    }

    [Fact]
    public async Task What_is_exported_is_imported_again_without_loss()
    {
        await Lists.ImportAsync("email,cadence,topics,language,timeZone,status,confirmedAt,format,pausedUntil\n+a@example.com,monthly,=cmd|' /C calc'!A0;x\\;y;'+z,pt-BR,America/Sao_Paulo,,2024-01-02T03:04:05.678Z,text,2027-01-02T03:04:05Z\nb@example.com,,,,,unconfirmed,\nc@example.com,,,,,unsubscribed,2020-01-01T00:00:00Z\nd@example.com,,,,,bounced,\ne@example.com,,,,,complaint,\n", confirmed: true);
        var list = await Lists.ExportAsync();
        Assert.Contains("'+a@example.com,monthly,'=cmd", list, StringComparison.Ordinal);
        await using var other = await Lists.OpenAsync();
        var report = await other.ImportAsync(list, confirmed: true);

        Assert.Equal(0, report.Faults);
        Assert.Empty(report.Ignored);
        Assert.Equal(list, await other.ExportAsync());
        Assert.Equal(await Lists.PeopleAsync(), await other.PeopleAsync());
        Assert.Equal(["=cmd|' /C calc'!A0", "x;y", "'+z"], (await other.ListAsync())[0].Reader.Topics);
    }

    private static EmailAddress Address(string text) => EmailAddress.TryParse(text, out var email) ? email : throw new ArgumentException(text);
}
