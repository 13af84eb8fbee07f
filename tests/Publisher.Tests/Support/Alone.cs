namespace Publisher.Tests.Support;

/// <summary>For tests that load the machine: they run by themselves, so that neither they nor the others wait in vain.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
