using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Publisher.Subscribers;

/// <summary>Signed names for one reader and one purpose: a token to unsubscribe can do nothing else. They hold no address and need no table.</summary>
internal sealed class Tokens(SigningKey key)
{
    private const string ConfirmPurpose = "confirm";
    private const string PreferencesPurpose = "preferences";
    private const string UnsubscribePurpose = "unsubscribe";
    private const string NewAddressPurpose = "new-address";
    private const string OldAddressPurpose = "old-address";
    private const string DataPurpose = "data";
    private const string ErasePurpose = "erase";
    private const string StampPurpose = "form";
    private const int MaxLength = 64;
    private const int Mac = 16;

    public string Confirm(long id, DateTimeOffset requestedAt) => Seal(ConfirmPurpose, id, requestedAt.ToUnixTimeMilliseconds());

    public string Preferences(long id) => Seal(PreferencesPurpose, id);

    public string Unsubscribe(long id) => Seal(UnsubscribePurpose, id);

    public string NewAddress(long id, DateTimeOffset askedAt) => Seal(NewAddressPurpose, id, askedAt.ToUnixTimeMilliseconds());

    public string OldAddress(long id, DateTimeOffset askedAt) => Seal(OldAddressPurpose, id, askedAt.ToUnixTimeMilliseconds());

    public string Data(long id, DateTimeOffset askedAt) => Seal(DataPurpose, id, askedAt.ToUnixTimeMilliseconds());

    public string Erase(long id, DateTimeOffset shownAt) => Seal(ErasePurpose, id, shownAt.ToUnixTimeMilliseconds());

    /// <summary>Says when a form of ours was shown.</summary>
    public string Stamp(DateTimeOffset shownAt) => Seal(StampPurpose, shownAt.ToUnixTimeMilliseconds());

    public (long Id, DateTimeOffset At)? ReadConfirm(string token) => OpenDated(ConfirmPurpose, token);

    public long? ReadPreferences(string token) => Open(PreferencesPurpose, token, 1) is [var id] ? id : null;

    public long? ReadUnsubscribe(string token) => Open(UnsubscribePurpose, token, 1) is [var id] ? id : null;

    public (long Id, DateTimeOffset At)? ReadNewAddress(string token) => OpenDated(NewAddressPurpose, token);

    public (long Id, DateTimeOffset At)? ReadOldAddress(string token) => OpenDated(OldAddressPurpose, token);

    public (long Id, DateTimeOffset At)? ReadData(string token) => OpenDated(DataPurpose, token);

    public (long Id, DateTimeOffset At)? ReadErase(string token) => OpenDated(ErasePurpose, token);

    public DateTimeOffset? ReadStamp(string token) => Open(StampPurpose, token, 1) is [var at] ? Instant(at) : null;

    // Version 2: the version, the number of the key, the values, the signature over all of it.
    private string Seal(string purpose, params ReadOnlySpan<long> values)
    {
        var newest = key.Ring.Newest;
        var payload = new byte[3 + (values.Length * 8)];
        payload[0] = 2;
        BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(1), (ushort)newest.Id);
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64BigEndian(payload.AsSpan(3 + (i * 8)), values[i]);
        return Base64Url.EncodeToString([.. payload, .. SigningKey.Sign(newest.Secret, purpose, payload)]);
    }

    private (long Id, DateTimeOffset At)? OpenDated(string purpose, string token) =>
        Open(purpose, token, 2) is [var id, var at] && Instant(at) is { } instant ? (id, instant) : null;

    private long[]? Open(string purpose, string token, int count)
    {
        if (token.Length > MaxLength || !Base64Url.IsValid(token))
            return null;
        var bytes = Base64Url.DecodeFromChars(token);
        // The decoder lets padding and white space pass; a link has one form.
        if (Base64Url.EncodeToString(bytes) != token)
            return null;
        // Version 1 is of the time when there was one key, and does not name it.
        var (head, id) = bytes switch
        {
            [1, ..] => (1, 1),
            [2, var high, var low, ..] => (3, (high << 8) | low),
            _ => (0, 0),
        };
        var length = head + (count * 8);
        if (head == 0 || bytes.Length != length + Mac)
            return null;
        // A key that is unknown takes as long as one that does not fit.
        var signer = key.Ring.Find(id, forEver: purpose == UnsubscribePurpose);
        var mac = SigningKey.Sign((signer ?? key.Ring.Newest).Secret, purpose, bytes.AsSpan(0, length));
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes.AsSpan(length)) || signer is null)
            return null;
        return [.. Enumerable.Range(0, count).Select(i => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(head + (i * 8))))];
    }

    private static DateTimeOffset? Instant(long at) => at is >= 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
