using System.Security.Cryptography;
using System.Text;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>A stylesheet or script within the page, and the hash by which the page's policy lets it in.</summary>
internal sealed class PageResource
{
    private PageResource(string name)
    {
        using var stream = typeof(PageResource).Assembly.GetManifestResourceStream($"CortexSharp.Evaluation.Reports.Html.{name}")
            ?? throw new InvalidOperationException($"The assembly has no resource '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A browser hashes what it has read, and reads every line end as a line feed.
        Text = new Markup(reader.ReadToEnd().ReplaceLineEndings("\n"));
        Source = new Markup($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text.Value)))}'");
    }

    public static PageResource Style { get; } = new("report.css");

    public static PageResource Script { get; } = new("report.js");

    public Markup Text { get; }

    /// <summary>The source expression of a content security policy.</summary>
    public Markup Source { get; }
}
