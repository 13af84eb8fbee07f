namespace Publisher.Feeds.Splicing;

/// <summary>The checksum of gzip (RFC 1952, section 8): a remainder of polynomials over GF(2), so that of two pieces gives that of both together.</summary>
internal static class Crc32
{
    // The highest bit is the power 0.
    private const uint Polynomial = 0xEDB88320;
    private const uint One = 1u << 31;
    private const uint Byte = 1u << 23;

    /// <param name="length">Of the second, in bytes.</param>
    public static uint Join(uint first, uint second, long length) => Multiply(PowerOf(length), first) ^ second;

    // What the first is multiplied by when so many bytes follow it.
    private static uint PowerOf(long bytes)
    {
        uint power = One;
        for (uint square = Byte; bytes > 0; bytes >>= 1, square = Multiply(square, square))
            power = (bytes & 1) == 0 ? power : Multiply(square, power);
        return power;
    }

    private static uint Multiply(uint one, uint other)
    {
        uint product = 0;
        for (uint bit = One; bit != 0; bit >>= 1)
        {
            product ^= (one & bit) == 0 ? 0 : other;
            other = (other >> 1) ^ ((other & 1) == 0 ? 0 : Polynomial);
        }

        return product;
    }
}
