using System.Globalization;

namespace Publisher.WebSub;

/// <summary>What came of a request.</summary>
/// <param name="Status">0 where nobody answered.</param>
/// <param name="Body">Its beginning, as much as was asked for.</param>
/// <param name="Fault">Why nobody answered.</param>
internal sealed record Reply(int Status, ReadOnlyMemory<byte> Body, string Fault = "")
{
    public bool IsGood => Status is >= 200 and < 300;

    public bool IsSilence => Status == 0;

    public string Text => IsSilence ? Fault : string.Create(CultureInfo.InvariantCulture, $"it answered {Status}");
}
