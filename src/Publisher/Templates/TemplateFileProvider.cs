using System.Text;
using Fluid;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Publisher.Templates;

/// <summary>Lets <c>{% include %}</c> and <c>{% render %}</c> see the set, and nothing else.</summary>
internal sealed class TemplateFileProvider(TemplateFiles files, FluidParser parser) : IFileProvider
{
    public IFileInfo GetFileInfo(string subpath)
    {
        var name = subpath.EndsWith(".liquid", StringComparison.Ordinal) ? subpath : subpath + ".liquid";
        if (files.Find(name) is not { } source) return new NotFoundFileInfo(subpath);
        // Once more by the engine afterwards; this time a fault is named with the file it is in.
        _ = new Template(parser, source);
        return new TemplateFile(subpath, source.Text);
    }

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private sealed class TemplateFile(string name, string text) : IFileInfo
    {
        private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

        public bool Exists => true;

        public bool IsDirectory => false;

        // Never changes: a set is read once.
        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Length => _bytes.Length;

        public string Name => name;

        public string? PhysicalPath => null;

        public Stream CreateReadStream() => new MemoryStream(_bytes, writable: false);
    }
}
