namespace MuBench.Contrastive.Tokenizers;

/// <summary>Converts a caption to the token ids of a text model, including its begin and end tokens.</summary>
internal interface ICaptionTokenizer
{
    /// <summary>The id that pads shorter captions of a batch.</summary>
    int PadId { get; }

    /// <summary>The ids of a caption, cut to the model's maximum. The end token comes last even if the caption is cut.</summary>
    int[] Encode(string caption);
}
