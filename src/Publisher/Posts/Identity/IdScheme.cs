namespace Publisher.Posts.Identity;

/// <summary>Whose ids a post that is new to us takes: those of the program that published the blog before, so that no reader sees old posts as new.</summary>
internal enum IdScheme
{
    /// <summary>Ours, which neither names nor addresses change.</summary>
    Stable,
    Jekyll,
    Hugo,
    WordPress,
}
