using Microsoft.Extensions.Primitives;
using Publisher.Web;

namespace Publisher.Tests.Web;

/// <summary>Accept-Encoding: RFC 9110, section 12.5.3.</summary>
public sealed class ContentCodingsTests
{
    [Theory]
    [InlineData(null, "Identity")]
    [InlineData("", "Identity")]
    [InlineData("gzip", "Gzip")]
    [InlineData("GZip", "Gzip")]
    [InlineData("x-gzip", "Gzip")]
    [InlineData("br", "Brotli")]
    [InlineData("gzip, deflate, br, zstd", "Brotli")]
    [InlineData("gzip,deflate", "Gzip")]
    [InlineData("gzip;q=1.0, br;q=0.9", "Gzip")]
    [InlineData("gzip;q=0.2,br;q=0.201", "Brotli")]
    [InlineData("br;q=0, gzip", "Gzip")]
    [InlineData("gzip;q=0", "Identity")]
    [InlineData("gzip ; q=0", "Identity")]
    [InlineData("gzip;Q=0.5", "Gzip")]
    [InlineData("*", "Brotli")]
    [InlineData("*;q=0", "Identity")]
    [InlineData("*, br;q=0", "Gzip")]
    [InlineData("*;q=0, gzip", "Gzip")]
    [InlineData("identity", "Identity")]
    [InlineData("identity, gzip;q=0.5", "Identity")]
    [InlineData("identity;q=0.5, gzip;q=0.5", "Gzip")]
    [InlineData("identity;q=0.5, *", "Brotli")]
    [InlineData("identity;q=0, gzip;q=0.001", "Gzip")]
    [InlineData("identity;q=0", "Identity")]
    [InlineData("zstd, compress, sdch", "Identity")]
    [InlineData("gzipped, brotli", "Identity")]
    [InlineData(",,, gzip ,,", "Gzip")]
    [InlineData("gzip;q=2", "Identity")]
    [InlineData("gzip;q=-1", "Identity")]
    [InlineData("gzip;q=NaN", "Identity")]
    [InlineData("gzip;q=", "Identity")]
    [InlineData("gzip;;;q=1", "Identity")]
    [InlineData("gzip;level=9", "Identity")]
    [InlineData("\"gzip\"", "Identity")]
    [InlineData(";q=1", "Identity")]
    public void The_best_liked_coding_is_chosen(string? header, string coding) =>
        Assert.Equal(coding, ContentCodings.Choose(header is null ? default : new StringValues(header), hasGzip: true, hasBrotli: true).ToString());

    [Theory]
    [InlineData(true, false, "gzip, br", "Gzip")]
    [InlineData(false, true, "gzip, br", "Brotli")]
    [InlineData(false, false, "gzip, br, *", "Identity")]
    [InlineData(true, false, "br", "Identity")]
    public void What_is_not_there_is_not_chosen(bool hasGzip, bool hasBrotli, string header, string coding) =>
        Assert.Equal(coding, ContentCodings.Choose(header, hasGzip, hasBrotli).ToString());

    [Fact]
    public void Several_lines_are_one_list() =>
        Assert.Equal(ContentCoding.Gzip, ContentCodings.Choose(new StringValues(["br;q=0.1", "gzip"]), hasGzip: true, hasBrotli: true));

    [Fact]
    public void A_list_without_end_is_read_to_its_end() =>
        Assert.Equal(ContentCoding.Gzip, ContentCodings.Choose(string.Join(',', Enumerable.Repeat("x;q=0.5", 5000)) + ",gzip", hasGzip: true, hasBrotli: true));
}
