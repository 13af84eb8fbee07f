using System.Runtime.CompilerServices;
using System.Text;

namespace Publisher;

/// <summary>Shift_JIS, EUC-JP, ISO-2022-JP and the rest. MimeKit remembers an encoding that it did not find, so they are there before anything is read.</summary>
internal static class Encodings
{
    [ModuleInitializer]
    internal static void Register() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}
