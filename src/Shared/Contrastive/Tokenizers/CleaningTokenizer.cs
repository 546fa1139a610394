using System.Net;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>A tokenizer with open_clip's cleaning of captions: HTML entities are unescaped twice, and white space is collapsed.</summary>
internal sealed class CleaningTokenizer(ICaptionTokenizer tokenizer) : ICaptionTokenizer
{
    /// <inheritdoc/>
    public int PadId => tokenizer.PadId;

    /// <inheritdoc/>
    public int[] Encode(string caption)
    {
        // open_clip does this twice because texts on the web are sometimes escaped twice.
        var text = WebUtility.HtmlDecode(WebUtility.HtmlDecode(caption));
        return tokenizer.Encode(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }
}
