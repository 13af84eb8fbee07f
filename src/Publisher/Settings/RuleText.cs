using System.ComponentModel.DataAnnotations;

namespace Publisher.Settings;

/// <summary>Says in a sentence which rule a value broke and what would keep it.</summary>
internal static class RuleText
{
    public static string Of(ValidationAttribute rule, Setting setting, object? value) => rule switch
    {
        RangeAttribute range => $"{Shown(setting, value)} is out of range; give a {Kind(value)} from {SettingText.Of(range.Minimum)} to {SettingText.Of(range.Maximum)}",
        MinLengthAttribute when setting.IsList => "the list is empty; give at least one entry",
        MinLengthAttribute or RequiredAttribute => "the text is empty; give one, or take the key away",
        _ => $"{Shown(setting, value)} {rule.ErrorMessage ?? "is not allowed here"}",
    };

    private static string Shown(Setting setting, object? value) =>
        setting.IsSecret || value is null ? "the value" : value is string text ? $"'{text}'" : SettingText.Of(value);

    private static string Kind(object? value) => value is TimeSpan ? "duration" : "number";
}
