using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CortexSharp.Evaluation.Reports.Html;

/// <summary>
/// Builds HTML. Only literals are markup: every hole of an interpolated string is encoded, so that no text can become markup by oversight.
/// </summary>
internal sealed class HtmlBuilder
{
    // Letters of all scripts stay readable in the file's source; markup, quotes and control characters do not survive.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();

    public HtmlBuilder Add([InterpolatedStringHandlerArgument("")] Handler _) => this;

    public Markup Build() => new(_text.ToString());

    private void Encode(string? text)
    {
        if (text is not null)
            _text.Append(Encoder.Encode(text));
    }

    /// <summary>Takes literals as they are, and encodes the rest.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Handler(int literalLength, int formattedCount, HtmlBuilder html)
    {
        private readonly HtmlBuilder _html = Sized(html, literalLength, formattedCount);

        public void AppendLiteral(string markup) => _html._text.Append(markup);

        public void AppendFormatted(Markup markup) => _html._text.Append(markup.Value);

        public void AppendFormatted(string? text) => _html.Encode(text);

        public void AppendFormatted(int number) => _html._text.Append(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>A coordinate.</summary>
        public void AppendFormatted(double number) => _html._text.Append(number.ToString("0.##", CultureInfo.InvariantCulture));

        private static HtmlBuilder Sized(HtmlBuilder html, int literalLength, int formattedCount)
        {
            html._text.EnsureCapacity(html._text.Length + literalLength + (16 * formattedCount));
            return html;
        }
    }
}
