using System.Xml;

namespace Publisher.Feeds;

/// <summary>
/// Writes <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> of text as hexadecimal references (RSS Best Practices Profile, character data):
/// the one spelling of a title such as <c>List&lt;T&gt;</c> that readers agree on, and the same text to any XML parser.
/// </summary>
internal sealed class RssTextWriter(XmlWriter inner) : XmlWriter
{
    public override XmlWriterSettings? Settings => inner.Settings;

    public override WriteState WriteState => inner.WriteState;

    public override void WriteString(string? text)
    {
        text ??= "";
        if (inner.WriteState == WriteState.Attribute)
        {
            inner.WriteString(text);
            return;
        }
        int from = 0;
        for (int length; (length = text.AsSpan(from).IndexOfAny('&', '<', '>')) >= 0; from += length + 1)
        {
            inner.WriteString(text.Substring(from, length));
            inner.WriteCharEntity(text[from + length]);
        }
        inner.WriteString(text[from..]);
    }

    public override void Flush() => inner.Flush();
    public override string? LookupPrefix(string ns) => inner.LookupPrefix(ns);
    public override void WriteBase64(byte[] buffer, int index, int count) => inner.WriteBase64(buffer, index, count);
    public override void WriteCData(string? text) => inner.WriteCData(text);
    public override void WriteCharEntity(char ch) => inner.WriteCharEntity(ch);
    public override void WriteChars(char[] buffer, int index, int count) => WriteString(new string(buffer, index, count));
    public override void WriteComment(string? text) => inner.WriteComment(text);
    public override void WriteDocType(string name, string? pubid, string? sysid, string? subset) => inner.WriteDocType(name, pubid, sysid, subset);
    public override void WriteEndAttribute() => inner.WriteEndAttribute();
    public override void WriteEndDocument() => inner.WriteEndDocument();
    public override void WriteEndElement() => inner.WriteEndElement();
    public override void WriteEntityRef(string name) => inner.WriteEntityRef(name);
    public override void WriteFullEndElement() => inner.WriteFullEndElement();
    public override void WriteProcessingInstruction(string name, string? text) => inner.WriteProcessingInstruction(name, text);
    public override void WriteRaw(char[] buffer, int index, int count) => inner.WriteRaw(buffer, index, count);
    public override void WriteRaw(string data) => inner.WriteRaw(data);
    public override void WriteStartAttribute(string? prefix, string localName, string? ns) => inner.WriteStartAttribute(prefix, localName, ns);
    public override void WriteStartDocument() => inner.WriteStartDocument();
    public override void WriteStartDocument(bool standalone) => inner.WriteStartDocument(standalone);
    public override void WriteStartElement(string? prefix, string localName, string? ns) => inner.WriteStartElement(prefix, localName, ns);
    public override void WriteSurrogateCharEntity(char lowChar, char highChar) => inner.WriteSurrogateCharEntity(lowChar, highChar);
    public override void WriteWhitespace(string? ws) => inner.WriteWhitespace(ws);
}
