using System.Buffers.Binary;
using System.Buffers.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Publisher.Storage;
using Publisher.Subscribers;
using Publisher.Tests.Support;

namespace Publisher.Tests.Subscribers;

/// <summary>Keys that change, and links that outlive them.</summary>
public sealed class KeyRingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 2, 13, 3, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(Now);
    private Database database = null!;
    private SigningKey key = null!;

    public async ValueTask InitializeAsync()
    {
        database = StorageRoom.Open(TestStorage.At(folder["keys.db"]));
        await new Migrator(database, time).MigrateAsync(CancellationToken.None);
        key = await SigningKey.LoadAsync(database, time, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Links_of_an_older_key_work_for_thirty_days_and_those_to_unsubscribe_for_ever()
    {
        var (preferences, unsubscribe) = (new Tokens(key).Preferences(7), new Tokens(key).Unsubscribe(7));
        await RotateAsync(KeyRing.Grace);
        Assert.NotEqual(preferences, new Tokens(key).Preferences(7));

        time.Advance(KeyRing.Grace - TimeSpan.FromSeconds(1));
        Assert.Equal(7, new Tokens(key).ReadPreferences(preferences));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(new Tokens(key).ReadPreferences(preferences));
        time.Advance(TimeSpan.FromDays(3650));
        Assert.Equal(7, new Tokens(key).ReadUnsubscribe(unsubscribe));
    }

    [Fact]
    public async Task After_a_theft_older_links_die_at_once()
    {
        var (confirm, unsubscribe) = (new Tokens(key).Confirm(7, Now), new Tokens(key).Unsubscribe(7));
        await RotateAsync(TimeSpan.Zero);

        Assert.Null(new Tokens(key).ReadConfirm(confirm));
        Assert.Equal(7, new Tokens(key).ReadUnsubscribe(unsubscribe));
        Assert.Equal((7, Now), new Tokens(key).ReadConfirm(new Tokens(key).Confirm(7, Now)));
    }

    [Fact]
    public async Task Names_stay_the_same_whatever_key_signs()
    {
        var name = key.Name("message", "post\n7");
        await RotateAsync(KeyRing.Grace);

        Assert.Equal(name, key.Name("message", "post\n7"));
        Assert.Equal(name, (await SigningKey.LoadAsync(database, time, CancellationToken.None)).Name("message", "post\n7"));
    }

    [Fact]
    public async Task Links_of_the_time_when_there_was_one_key_work_on()
    {
        var (preferences, unsubscribe) = (Old("preferences", 7), Old("unsubscribe", 7));
        Assert.Equal(7, new Tokens(key).ReadPreferences(preferences));
        await RotateAsync(KeyRing.Grace);
        Assert.Equal(7, new Tokens(key).ReadPreferences(preferences));
        Assert.Null(new Tokens(key).ReadUnsubscribe(preferences));

        time.Advance(TimeSpan.FromDays(400));
        Assert.Null(new Tokens(key).ReadPreferences(preferences));
        Assert.Equal(7, new Tokens(key).ReadUnsubscribe(unsubscribe));
    }

    [Fact]
    public void A_token_opens_what_it_was_made_for_and_nothing_else() => Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[0, 253_402_300_799_999], Gen.Int[0, 7], Gen.Int[0, 7]).Sample((id, at, made, asked) =>
    {
        var tokens = new Tokens(key);
        var instant = DateTimeOffset.FromUnixTimeMilliseconds(at);
        var token = Make(tokens, made, id, instant);
        Assert.InRange(token.Length, 1, 64);
        Assert.Equal(made == asked, Opens(tokens, asked, token));
    });

    [Fact]
    public void Whatever_is_changed_in_a_token_it_is_dead() => Gen.Select(Gen.Int[0, 7], Gen.Int[0, 62], Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \n"]).Sample((purpose, place, letter) =>
    {
        var tokens = new Tokens(key);
        var token = Make(tokens, purpose, 7, Now);
        var at = place % token.Length;
        if (token[at] != letter)
            Assert.False(Opens(tokens, purpose, token[..at] + letter + token[(at + 1)..]));
        Assert.False(Opens(tokens, purpose, token[..at]));
    });

    private static string Make(Tokens tokens, int purpose, long id, DateTimeOffset at) => purpose switch
    {
        0 => tokens.Confirm(id, at),
        1 => tokens.Preferences(id),
        2 => tokens.Unsubscribe(id),
        3 => tokens.NewAddress(id, at),
        4 => tokens.OldAddress(id, at),
        5 => tokens.Data(id, at),
        6 => tokens.Erase(id, at),
        _ => tokens.Stamp(at),
    };

    private static bool Opens(Tokens tokens, int purpose, string token) => purpose switch
    {
        0 => tokens.ReadConfirm(token) is not null,
        1 => tokens.ReadPreferences(token) is not null,
        2 => tokens.ReadUnsubscribe(token) is not null,
        3 => tokens.ReadNewAddress(token) is not null,
        4 => tokens.ReadOldAddress(token) is not null,
        5 => tokens.ReadData(token) is not null,
        6 => tokens.ReadErase(token) is not null,
        _ => tokens.ReadStamp(token) is not null,
    };

    // Version 1: no number of a key.
    private string Old(string purpose, long id)
    {
        var payload = new byte[9];
        payload[0] = 1;
        BinaryPrimitives.WriteInt64BigEndian(payload.AsSpan(1), id);
        return Base64Url.EncodeToString([.. payload, .. SigningKey.Sign(key.Ring.Find(1, forEver: true)!.Secret, purpose, payload)]);
    }

    private async Task RotateAsync(TimeSpan grace)
    {
        await KeyRing.RotateAsync(database, time.GetUtcNow(), grace, CancellationToken.None);
        await key.Ring.RefreshAsync(CancellationToken.None);
    }
}
