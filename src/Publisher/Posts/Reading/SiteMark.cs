namespace Publisher.Posts.Reading;

/// <summary>A file or folder in a site's root that tells which program the site is made with.</summary>
/// <param name="Name">From the site's root, with <c>/</c>.</param>
/// <param name="Kind">What its values are written in; null where it is only a mark.</param>
/// <param name="Holds">A word that must stand in the file, for names that several programs use.</param>
internal sealed record SiteMark(PostFormat Format, string Name, SiteValues? Kind = null, string? Holds = null)
{
    /// <summary>In the order in which they are looked for: the more particular first.</summary>
    public static IReadOnlyList<SiteMark> All { get; } =
    [
        new(PostFormat.Hugo, "hugo.toml", SiteValues.Toml),
        new(PostFormat.Hugo, "hugo.yaml", SiteValues.Yaml),
        new(PostFormat.Hugo, "hugo.yml", SiteValues.Yaml),
        new(PostFormat.Hugo, "hugo.json", SiteValues.Json),
        new(PostFormat.Hugo, "config/_default/hugo.toml", SiteValues.Toml),
        new(PostFormat.Hugo, "config/_default/hugo.yaml", SiteValues.Yaml),
        new(PostFormat.Hugo, "config/_default/config.toml", SiteValues.Toml),
        new(PostFormat.Hugo, "config/_default/config.yaml", SiteValues.Yaml),
        new(PostFormat.Hexo, "_config.yml", SiteValues.Yaml, Holds: "source_dir:"),
        new(PostFormat.Hexo, "_config.yml", SiteValues.Yaml, Holds: "new_post_name:"),
        new(PostFormat.Jekyll, "_config.yml", SiteValues.Yaml),
        new(PostFormat.Jekyll, "_config.yaml", SiteValues.Yaml),
        new(PostFormat.Jekyll, "_config.toml", SiteValues.Toml),
        new(PostFormat.Docusaurus, "docusaurus.config.js", SiteValues.Script),
        new(PostFormat.Docusaurus, "docusaurus.config.ts", SiteValues.Script),
        new(PostFormat.Astro, "astro.config.mjs", SiteValues.Script),
        new(PostFormat.Astro, "astro.config.ts", SiteValues.Script),
        new(PostFormat.Astro, "astro.config.js", SiteValues.Script),
        new(PostFormat.Gatsby, "gatsby-config.js", SiteValues.Script),
        new(PostFormat.Gatsby, "gatsby-config.ts", SiteValues.Script),
        new(PostFormat.Pelican, "pelicanconf.py", SiteValues.Script),
        new(PostFormat.Eleventy, ".eleventy.js"),
        new(PostFormat.Eleventy, "eleventy.config.js"),
        new(PostFormat.Eleventy, "eleventy.config.mjs"),
        new(PostFormat.Eleventy, "eleventy.config.cjs"),
        new(PostFormat.Zola, "config.toml", SiteValues.Toml, Holds: "base_url"),
        new(PostFormat.Hugo, "config.toml", SiteValues.Toml),
        new(PostFormat.Hugo, "config.yaml", SiteValues.Yaml),
        new(PostFormat.Hugo, "config.yml", SiteValues.Yaml),
        new(PostFormat.Hugo, "config.json", SiteValues.Json),
        new(PostFormat.Zenn, "package.json", Holds: "zenn-cli"),
        new(PostFormat.Obsidian, ".obsidian"),
    ];

    public bool IsIn(string folder) => Path.Combine(folder, Name) is var path && (Holds is null
        ? File.Exists(path) || (Kind is null && Directory.Exists(path))
        : File.Exists(path) && File.ReadAllText(path).Contains(Holds, StringComparison.Ordinal));
}

/// <summary>What the values of a site file are written in.</summary>
internal enum SiteValues
{
    Yaml,
    Toml,
    Json,

    /// <summary>A program: only what stands there as <c>name: 'text'</c> or <c>NAME = 'text'</c> can be read.</summary>
    Script,
}
