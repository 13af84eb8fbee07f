namespace Publisher.Newsletter;

/// <summary>What was claimed is another's by now.</summary>
internal sealed class LeaseLostException() : Exception("the lease was over");
