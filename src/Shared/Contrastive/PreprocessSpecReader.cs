using MuBench.Imaging;

namespace MuBench.Contrastive;

/// <summary>
/// Reads the preprocessing from Hugging Face's <c>preprocessor_config.json</c> or open_clip's <c>open_clip_config.json</c>. A step
/// that cannot be reproduced exactly is refused, because the scores would not be the model's.
/// </summary>
internal static class PreprocessSpecReader
{
    private static readonly float[] ClipMean = [0.48145466f, 0.4578275f, 0.40821073f];
    private static readonly float[] ClipStd = [0.26862954f, 0.26130258f, 0.27577711f];

    private const double HalfRange = 127.5;

    public static PreprocessSpec Read(ContrastiveFolder folder) => folder.Preprocessor is { } path
        ? ReadHuggingFace(JsonFile.Read(path))
        : ReadOpenClip(JsonFile.Read(folder.OpenClip!));

    private static PreprocessSpec ReadHuggingFace(JsonFile json)
    {
        var type = json.Text("image_processor_type") ?? json.Text("feature_extractor_type");
        // CLIP's processor has defaults for absent fields. Other processors have other defaults, so their files must state the fields.
        var clip = type is null || type.Contains("CLIP", StringComparison.Ordinal);
        foreach (var unknown in new[] { "do_pad", "include_top" })
        {
            if (json.Flag(unknown) == true)
                throw json.Wrong(unknown, $"is true, a step of {type} that is not supported");
        }

        var resize = json.Flag("do_resize") ?? true;
        var (edge, size) = resize ? ReadSize(json, clip) : (null, null);
        var crop = json.Flag("do_center_crop") ?? clip;
        var normalize = json.Flag("do_normalize") ?? true;
        var rescale = json.Flag("do_rescale") ?? true;
        return new PreprocessSpec
        {
            ShortestEdge = edge,
            ResizeTo = size,
            Filter = resize ? ReadFilter(json, clip) : ResizeFilter.Bicubic,
            Crop = crop ? ReadCrop(json, clip) : null,
            RescaleFactor = rescale ? json.Number("rescale_factor") ?? 1 / 255.0 : 1.0,
            RescaleOffset = rescale && ReadOffset(json) ? HalfRange : 0,
            Mean = normalize ? Channels(json, "image_mean", clip ? ClipMean : null) : [0, 0, 0],
            Std = normalize ? Channels(json, "image_std", clip ? ClipStd : null) : [1, 1, 1],
        };
    }

    // EfficientNet's processor centers samples about zero. Its versions differ in how; they agree only for the factor that maps
    // 0 to 255 to -1 to 1.
    private static bool ReadOffset(JsonFile json)
    {
        if (json.Flag("rescale_offset") != true)
            return false;
        var factor = json.Number("rescale_factor") ?? 1 / 255.0;
        return Math.Abs(factor * HalfRange - 1) < 1e-9
            ? true
            : throw json.Wrong("rescale_offset", $"is true with the rescale_factor {factor}: only 1/127.5 gives the same in every release of Transformers");
    }

    private static (int? Edge, (int Width, int Height)? Size) ReadSize(JsonFile json, bool clip)
    {
        if (!json.Has("size"))
            return clip ? (224, null) : throw json.Wrong("size", "is missing");
        if (!json.IsObject("size"))
        {
            var length = Positive(json, "size");
            return clip ? (length, null) : (null, (length, length));
        }

        var size = json.Object("size");
        if (size.Has("longest_edge") || size.Has("max_height"))
            throw json.Wrong("size", "bounds the longer side, which is not supported");
        return size.Has("shortest_edge") ? (Positive(size, "shortest_edge"), null) : (null, (Positive(size, "width"), Positive(size, "height")));
    }

    private static (int Width, int Height) ReadCrop(JsonFile json, bool clip)
    {
        if (!json.Has("crop_size"))
            return clip ? (224, 224) : throw json.Wrong("crop_size", "is missing, but do_center_crop is true");
        if (!json.IsObject("crop_size"))
            return (Positive(json, "crop_size"), Positive(json, "crop_size"));
        var size = json.Object("crop_size");
        return (Positive(size, "width"), Positive(size, "height"));
    }

    private static ResizeFilter ReadFilter(JsonFile json, bool clip) => json.Integer("resample") switch
    {
        null when clip => ResizeFilter.Bicubic,
        null => throw json.Wrong("resample", "is missing"),
        int number and >= 1 and <= 5 => (ResizeFilter)number,
        var other => throw json.Wrong("resample", $"is {other}: 1 (Lanczos), 2 (bilinear), 3 (bicubic), 4 (box) and 5 (Hamming) are supported"),
    };

    private static PreprocessSpec ReadOpenClip(JsonFile json)
    {
        var vision = json.Object("model_cfg").Object("vision_cfg");
        var preprocess = json.OptionalObject("preprocess_cfg");
        var size = vision.Integer("image_size") is null ? 224 : Positive(vision, "image_size");
        var mode = preprocess?.Text("resize_mode") ?? "shortest";
        if (mode is not ("shortest" or "squash"))
            throw preprocess!.Wrong("resize_mode", $"is {mode}: shortest and squash are supported");
        return new PreprocessSpec
        {
            ShortestEdge = mode == "shortest" ? size : null,
            ResizeTo = mode == "squash" ? (size, size) : null,
            Filter = preprocess?.Text("interpolation") switch
            {
                null or "bicubic" => ResizeFilter.Bicubic,
                "bilinear" => ResizeFilter.Bilinear,
                var other => throw preprocess!.Wrong("interpolation", $"is {other}: bicubic and bilinear are supported"),
            },
            Crop = mode == "shortest" ? (size, size) : null,
            UsesTorchvisionCrop = true,
            RescaleFactor = 1 / 255.0,
            Mean = preprocess is null ? ClipMean : Channels(preprocess, "mean", ClipMean),
            Std = preprocess is null ? ClipStd : Channels(preprocess, "std", ClipStd),
        };
    }

    private static float[] Channels(JsonFile json, string field, float[]? otherwise)
    {
        var values = json.Floats(field) ?? otherwise ?? throw json.Wrong(field, "is missing");
        return values.Length == 3 ? values : throw json.Wrong(field, $"should have 3 numbers, not {values.Length}");
    }

    private static int Positive(JsonFile json, string field) => json.Integer(field) switch
    {
        null => throw json.Wrong(field, "is missing"),
        int length and >= 1 and <= 4096 => length,
        var other => throw json.Wrong(field, $"is {other}: it should be a length in pixels between 1 and 4096"),
    };
}
