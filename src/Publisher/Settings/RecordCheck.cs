using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Publisher.Settings;

/// <summary>Asks the records themselves: the attributes of each property, and the rules between properties.</summary>
internal sealed class RecordCheck(IReadOnlyDictionary<string, Origin> origins, Problems problems)
{
    public void Check(Section section, object record)
    {
        foreach (var child in section.Children)
            CheckChild(child, record);
        if (record is not IValidatableObject ruled)
            return;
        foreach (var broken in ruled.Validate(new ValidationContext(record)))
            Add(section.Key, broken);
    }

    private void CheckChild(SchemaNode child, object record)
    {
        var value = child.Property!.GetValue(record);
        if (child is Section section)
            Check(section, value!);
        else if (!problems.Concern(child.Key) && FaultOf((Setting)child, value, record) is { } fault)
            Add(child.Key, fault);
    }

    private static string? FaultOf(Setting setting, object? value, object record)
    {
        var context = new ValidationContext(record) { MemberName = setting.Property!.Name };
        return setting.Property.GetCustomAttributes<ValidationAttribute>()
            .Where(rule => rule.GetValidationResult(value, context) != ValidationResult.Success)
            .Select(rule => RuleText.Of(rule, setting, value))
            .FirstOrDefault();
    }

    /// <summary>The first member is the one to blame, the others those that the rule looked at.</summary>
    private void Add(string prefix, ValidationResult broken)
    {
        var members = broken.MemberNames.Select(member => SchemaNode.Join(prefix, member)).ToList();
        if (!members.Exists(problems.Concern))
            Add(members.FirstOrDefault() ?? prefix, broken.ErrorMessage ?? "this is not allowed");
    }

    /// <summary>Takes <c>web.urls[1]</c> for an entry of a list.</summary>
    private void Add(string member, string message)
    {
        var key = member.Split('[')[0];
        problems.Add(origins.GetValueOrDefault(member) ?? origins.GetValueOrDefault(key), key, message);
    }
}
