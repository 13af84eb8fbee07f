using System.Globalization;
using Publisher.Admin.Login;
using Publisher.Mail;
using Publisher.Storage;
using Publisher.Subscribers;

namespace Publisher.Admin;

/// <summary>What the operator does to a reader: the same as <c>publisher subscribers</c> does.</summary>
internal sealed class SubscriberActs(AdminPages pages, SubscriberBook book, Database database)
{
    public Task ConfirmAsync(AdminCall call) => ActAsync(call, email => book.ConfirmAsync(email, lift: false, call.Aborted), AdminActs.Confirmed);

    public Task AskRemoveAsync(AdminCall call) => AskAsync(call, "admin.ask.remove");

    public Task RemoveAsync(AdminCall call) => ActAsync(call, email => book.RemoveAsync(email, call.Aborted), AdminActs.Removed);

    public Task AskEraseAsync(AdminCall call) => AskAsync(call, "admin.ask.erase");

    public Task EraseAsync(AdminCall call) => ActAsync(call, email => book.EraseAsync(email, call.Aborted), AdminActs.Erased);

    private async Task AskAsync(AdminCall call, string key)
    {
        if (await EmailAsync(call) is { } email)
            await pages.AskAsync(call, key, email.Address, back: Page(call));
        else
            await pages.NotFoundAsync(call);
    }

    private async Task ActAsync(AdminCall call, Func<EmailAddress, Task<ReaderOutcome>> act, string said)
    {
        var outcome = await EmailAsync(call) is { } email ? await act(email) : ReaderOutcome.Unknown;
        if (outcome == ReaderOutcome.Unknown)
            await pages.NotFoundAsync(call);
        else
            pages.Redirect(call.Context, said == AdminActs.Erased ? "/subscribers" : Page(call), outcome == ReaderOutcome.Done ? said : AdminActs.Nothing);
    }

    private async Task<EmailAddress?> EmailAsync(AdminCall call)
    {
        await using var connection = await database.OpenAsync(call.Aborted);
        var found = await connection.QueryAsync("select email from subscribers where id = @id", row => row.GetString(0), call.Aborted, ("id", call.Id));
        return found.Count == 1 && EmailAddress.TryParse(found[0], out var email) ? email : null;
    }

    private static string Page(AdminCall call) => string.Create(CultureInfo.InvariantCulture, $"/subscribers/{call.Id}");
}
