using System.Text.Json.Serialization;

namespace MuBench.Contrastive.Families;

/// <summary>How the similarities of an image to a question's options become confidences. The answer is the same.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreFunction>))]
public enum ScoreFunction
{
    /// <summary>Softmax over the options.</summary>
    [JsonStringEnumMemberName("softmax")]
    Softmax,

    /// <summary>Sigmoid of each option by itself.</summary>
    [JsonStringEnumMemberName("sigmoid")]
    Sigmoid,
}
