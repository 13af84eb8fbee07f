using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Publisher.Settings;

/// <summary>What the settings ask of a piece of YAML.</summary>
internal static class YamlEvents
{
    extension(ParsingEvent? yaml)
    {
        /// <summary>Whether it is an alias, or has a tag or an anchor: nobody means one here, and it would swallow a password such as <c>!abc</c>.</summary>
        public bool IsMarked =>
            yaml is AnchorAlias or NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false };
    }

    extension(Scalar scalar)
    {
        /// <summary>Whether nothing stands behind the key; an empty text in quotes is something.</summary>
        public bool IsNull =>
            scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
    }
}
