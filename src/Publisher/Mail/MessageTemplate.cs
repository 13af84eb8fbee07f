namespace Publisher.Mail;

/// <summary>The mails of one issue: built once, and for each further reader only what is personal is put in. Many threads may use it at once.</summary>
internal sealed class MessageTemplate
{
    private readonly Lock gate = new();
    private MessageFrame? frame;
    private string? builtFor;
    private volatile State state;

    private enum State
    {
        New,

        /// <summary>There is a frame, and it has been held against nothing yet.</summary>
        Built,
        Proved,

        /// <summary>These mails differ in more than a frame knows: each is built by itself.</summary>
        Useless,
    }

    /// <exception cref="UnmailableException">The recipient or the Message-ID cannot stand in a mail.</exception>
    public byte[] Render(OutgoingMessage message, Sender sender) =>
        (state switch
        {
            State.Proved => frame!.Fill(message),
            State.Useless => null,
            _ => Begin(message, sender),
        }) ?? MessageBuilder.Render(message, sender);

    // The first mail makes the frame, the next that differs proves it: a frame that does not give the builder's own bytes is never used.
    private byte[] Begin(OutgoingMessage message, Sender sender)
    {
        var built = MessageBuilder.Render(message, sender);
        lock (gate)
        {
            if (state == State.New)
            {
                frame = MessageFrame.Of(message, built);
                builtFor = message.MessageId;
                state = frame is null ? State.Useless : State.Built;
            }
            else if (state == State.Built && message.MessageId != builtFor && frame!.Fill(message) is { } filled)
            {
                state = filled.AsSpan().SequenceEqual(built) ? State.Proved : State.Useless;
            }
        }

        return built;
    }
}
