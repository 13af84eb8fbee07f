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
    private const int MaxLength = 64;

    public string Confirm(long id, DateTimeOffset requestedAt) => Seal(ConfirmPurpose, id, requestedAt.ToUnixTimeMilliseconds());

    public string Preferences(long id) => Seal(PreferencesPurpose, id);

    public string Unsubscribe(long id) => Seal(UnsubscribePurpose, id);

    public (long Id, DateTimeOffset RequestedAt)? ReadConfirm(string token) =>
        Open(ConfirmPurpose, token, 2) is [var id, var at] && at is >= 0 and < 253_402_300_800_000 ? (id, DateTimeOffset.FromUnixTimeMilliseconds(at)) : null;

    public long? ReadPreferences(string token) => Open(PreferencesPurpose, token, 1) is [var id] ? id : null;

    public long? ReadUnsubscribe(string token) => Open(UnsubscribePurpose, token, 1) is [var id] ? id : null;

    private string Seal(string purpose, params ReadOnlySpan<long> values)
    {
        var payload = new byte[1 + (values.Length * 8)];
        payload[0] = 1;
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64BigEndian(payload.AsSpan(1 + (i * 8)), values[i]);
        return Base64Url.EncodeToString([.. payload, .. key.Sign(purpose, payload)]);
    }

    private long[]? Open(string purpose, string token, int count)
    {
        var length = 1 + (count * 8);
        if (token.Length > MaxLength || !Base64Url.IsValid(token))
            return null;
        var bytes = Base64Url.DecodeFromChars(token);
        // The decoder lets padding and white space pass; a link has one form.
        if (Base64Url.EncodeToString(bytes) != token)
            return null;
        if (bytes.Length != length + 16 || bytes[0] != 1 || !CryptographicOperations.FixedTimeEquals(key.Sign(purpose, bytes.AsSpan(0, length)), bytes.AsSpan(length)))
            return null;
        return [.. Enumerable.Range(0, count).Select(i => BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1 + (i * 8))))];
    }
}
